"""会签: the signatures of joint issuers. They are given on paper, one after the other, and recorded here."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaigns.choices import PartyRole, State
from campaigns.models import Countersign, Edition
from orgs import audit
from orgs.attachments import cleaned
from orgs.ids import public_id
from orgs.models import User

# while it is being drafted there is nothing to sign yet; a scan may still come in after the issue
RECORDED_IN = (State.REVIEWING, State.SUBMITTED, State.SIGNED, State.ISSUED)


@dataclass(frozen=True)
class Signature:
    """One joint issuer in the document's order; `row` is None as long as nothing is recorded."""

    name: str
    row: Countersign | None

    @property
    def is_missing(self) -> bool:
        return self.row is None or self.row.signed_on is None


def signatures(edition: Edition) -> list[Signature]:
    """The joint issuers beside the unit itself, whose signature is the 签发; none when it issues alone. No query
    where `parties` and `countersigns` were brought."""
    issuers = [party for party in edition.parties.all() if party.role == PartyRole.ISSUER and not party.rule]
    if len(issuers) < 2:
        return []
    issuers.sort(key=lambda party: (party.order, party.pk))
    own = next((party for party in issuers if party.unit_id == edition.plan.unit_id), issuers[0])
    rows = {row.name: row for row in edition.countersigns.all()}
    return [Signature(party.name, rows.get(party.name)) for party in issuers if party.pk != own.pk]


def missing(edition: Edition) -> list[str]:
    """Joint issuers whose signature is not recorded."""
    return [each.name for each in signatures(edition) if each.is_missing]


def last_signature(edition: Edition) -> dt.date | None:
    """The Beijing day that the rules make the 成文日期: of the signature, or of the last one in a joint document. None
    as long as one is missing."""
    signed = getattr(edition, "sign_off", None)
    if signed is None:
        return None
    found = signatures(edition)
    days = [each.row.signed_on for each in found if each.row and each.row.signed_on]
    if len(days) < len(found):
        return None
    return max([signed.signed_on or timezone.localdate(signed.at), *days])


@transaction.atomic
def record(
    *, edition: Edition, name: str, signer: str, signed_on: dt.date, by: User, note: str = "", scan: File | None = None
) -> Countersign:
    """Record one joint issuer's signature; a second time mends what was recorded, a scan stays unless a new one comes.

    Raises ValidationError when it is none of the joint issuers, the day lies in the future (Beijing), or the document
    is not out for signature.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state not in RECORDED_IN:
        raise ValidationError(f"方案{locked.get_state_display()}，还不能登记会签。请在送审以后登记。")
    names = [each.name for each in signatures(edition)]
    if name not in names:
        raise ValidationError("这个单位不在联合发文机关中。请先核对文头中的发文机关。")
    if signed_on > timezone.localdate():
        raise ValidationError("会签日期不能晚于今天。请核对会签件上的日期。")
    unit = edition.parties.filter(role=PartyRole.ISSUER, name=name).first()
    row = Countersign.objects.filter(edition=edition, name=name).first() or Countersign(edition=edition, name=name)
    row.unit_id, row.order = unit.unit_id if unit else None, names.index(name)
    row.signer, row.signed_on, row.note = signer.strip(), signed_on, note.strip()
    row.entered_by, row.entered_at = by, timezone.now()
    if scan is not None:
        row.scan_name = (scan.name or "会签件")[-150:]
        place = f"countersigns/{timezone.localdate():%Y/%m}/{public_id()}{Path(row.scan_name).suffix.lower()}"
        row.scan.save(place, cleaned(scan), save=False)
    row.save()
    audit.record("方案·会签", edition, by=by, unit=edition.plan.unit, name=name, signed_on=str(signed_on))
    return row
