"""印发: freeze the whole document, supersede the edition before it, create what was asked for. And 公开, separately."""

import datetime as dt
import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Min, Q
from django.utils import timezone

from campaigns import countersigning, obliging, opening, registering
from campaigns.choices import EDITION_MOVES, STANDING, Change, Issue, PartyRole, State
from campaigns.correcting import beyond
from campaigns.deadline import spoken as day
from campaigns.models import Edition, Item, Placement
from campaigns.reading import contents
from campaigns.rebasing import refuse_undecided
from campaigns.resolving import Contents
from campaigns.screening import undecided
from campaigns.telling_below import tell_below
from orgs import audit
from orgs.choices import Openness
from orgs.models import Seat, Unit, User
from orgs.moves import advance

DISCLOSED = [
    "openness", "secrecy_reviewer", "secrecy_reviewed_on", "disclosed_at", "disclosed_by", "disclose_at",
    "disclose_set_by",
]  # fmt: skip


@transaction.atomic
def issue(
    *,
    edition: Edition,
    by: User | None,
    document_number: str | None = None,
    signed_on: dt.date | None = None,
    confirmed: bool = True,
) -> Edition:
    """Freeze and issue a signed edition; the edition in force before it becomes 已被替代 and stays readable.

    The number comes from the register after the signature: given here, it and the 成文日期 are written first (登记).
    Raises StaleState when it is not signed, ValidationError when its document number is already given, or when there
    are `doubts` that the person has not confirmed.
    """
    locked = Edition.objects.select_for_update(of=("self",)).select_related("plan__unit__region")
    edition.refresh_from_db(from_queryset=locked)  # it may have been returned and signed anew since it was read
    if edition.state == State.SIGNED and not confirmed and (found := doubts(edition, signed_on=signed_on)):
        raise ValidationError(found)
    before = edition.plan.editions.filter(state=State.ISSUED).first()
    if before is not None:
        advance(before, "supersede", EDITION_MOVES, disclose_at=None, disclose_set_by=None)
    if document_number is not None and edition.state == State.SIGNED:
        asked = (document_number.strip(), signed_on)
        if edition.registered_at is None or asked != (edition.document_number, edition.signed_on):
            registering.register(edition=edition, document_number=document_number, signed_on=signed_on, by=by)
    registering.claim_as_issued(plan=edition.plan, number=edition.document_number)
    _number_is_free(edition)
    refuse_undecided(edition)
    written = contents(edition)
    try:
        with transaction.atomic():
            advance(
                edition,
                "issue",
                EDITION_MOVES,
                issued_at=timezone.now(),
                issued_by=by,
                issue_at=None,
                issue_set_by=None,
            )
    except IntegrityError:
        raise ValidationError(f"发文字号“{edition.document_number}”已用于其他已印发的方案，请核对登记簿。") from None
    _freeze(edition, written)
    opening.freeze(edition)
    obliging.oblige(edition=edition, before=before, by=by)
    audit.record("方案·印发", edition, by=by, unit=edition.plan.unit, number=edition.document_number)
    tell_below(edition, readers_below(edition.plan.unit))
    return edition


@transaction.atomic
def abolish(*, edition: Edition, reason: str, by: User) -> Edition:
    """废止: the document stays readable, marked."""
    if not reason.strip():
        raise ValidationError("请写明废止的原因。")
    cleared = {"disclose_at": None, "disclose_set_by": None}
    advance(edition, "abolish", EDITION_MOVES, abolish_reason=reason.strip(), **cleared)
    audit.record("方案·废止", edition, by=by, unit=edition.plan.unit, reason=reason)
    return edition


@transaction.atomic
def disclose(
    *, edition: Edition, openness: str, by: User | None, reviewer: str = "", reviewed_on: dt.date | None = None
) -> Edition:
    """Set the 公开属性 of an issued edition. 主动公开 needs a recorded 保密审查 (who, when; not in the future), and a
    decision on everything in its texts that looks like personal data."""
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    if not edition.is_issued:
        raise ValidationError("方案印发后才能确定公开属性。")
    if openness == Openness.PUBLIC:
        check_disclosure(edition=edition, reviewer=reviewer, reviewed_on=reviewed_on)
    elif reviewed_on and reviewed_on > timezone.localdate():
        raise ValidationError("保密审查日期不能晚于今天。")
    edition.openness, edition.secrecy_reviewer, edition.secrecy_reviewed_on = openness, reviewer.strip(), reviewed_on
    edition.disclosed_at, edition.disclosed_by = (timezone.now(), by) if openness == Openness.PUBLIC else (None, None)
    edition.disclose_at = edition.disclose_set_by = None
    edition.save(update_fields=DISCLOSED)
    audit.record("方案·公开属性", edition, by=by, unit=edition.plan.unit, openness=openness, reviewer=reviewer)
    return edition


def check_disclosure(*, edition: Edition, reviewer: str, reviewed_on: dt.date | None) -> None:
    """What 主动公开 needs, now or at a set time. Raises ValidationError naming what is missing."""
    if not edition.is_issued:
        raise ValidationError("方案印发后才能确定公开属性。")
    if not (reviewer.strip() and reviewed_on):
        raise ValidationError("主动公开前须完成保密审查：请填写审查人和审查日期。")
    if reviewed_on > timezone.localdate():
        raise ValidationError("保密审查日期不能晚于今天。")
    if waiting := undecided(edition):
        raise ValidationError(f"公开前核查还有{waiting}处没有处理。请逐处选择“可以公开”或“公开时隐去”后再公开。")


def doubts(edition: Edition, *, signed_on: dt.date | None = None) -> list[str]:
    """What a person should know and confirm before issuing; the document may go out nevertheless.

    `signed_on`: a 成文日期 that is typed but not registered yet. Asked on the page alone: documents that are loaded
    go out as they are.
    """
    found = _unfinished(edition)
    dated, first = signed_on or edition.signed_on, edition.annex.aggregate(first=Min("starts_on"))["first"]
    if dated and first and first < dated:
        found.append(f"成文日期（{day(dated)}）晚于附件所列最早的活动（{day(first)}）。请核对日期。")
    if edition.summary_due and edition.summary_due < timezone.localdate():
        found.append(f"总结报送日期（{day(edition.summary_due)}）已过，印发后下级一收到就已逾期。请核对是否需要改期。")
    if edition.issue == Issue.CORRECTION and (more := _more_than_correcting(edition)):
        found.append(
            f"更正只宜改错字、数字和日期，这一稿还{'，'.join(more)}。内容有变动的，请退回后改用补充通知或重新印发。"
        )
    if lacking := countersigning.missing(edition):
        found.append(f"联合发文还有{len(lacking)}个单位没有登记会签：{'、'.join(lacking)}。")
    return found


def _unfinished(edition: Edition) -> list[str]:
    found = []
    if all(party.role != PartyRole.ADDRESSEE for party in edition.parties.all()):
        found.append("没有填写主送。请在“文头和日期”中填写；确实不写主送的，核实后印发。")
    waiting = edition.comments.filter(reply_to=None).filter(
        Q(obligation=None, resolved_at=None) | Q(obligation__state__in=("handed_in", "accepted"), outcome="")
    )
    if number := waiting.count():
        found.append(f"还有{number}条意见没有处理。请在正文中逐条处理；不需要处理的，核实后印发。")
    return found


def _freeze(edition: Edition, written: Contents) -> None:
    """Write every item down with where it came from; own rows keep their keys and get their final root."""
    edition.items.filter(is_own=True, change=Change.INHERITED).delete()  # “kept” marks are written again below
    own: dict[UUID, Item] = {item.key: item for item in edition.items.all()}
    fresh, changed = [], []
    for item in (*written.items, *written.withdrawn):
        row = own.pop(item.key, None)
        if row is None:
            row = Item(edition=edition, key=item.key, is_own=item.is_own)
            fresh.append(row)
        else:
            changed.append(row)
        row.root, row.kind, row.change, row.reason = item.root, item.kind, item.change, item.reason
        row.heading, row.text, row.origin_id = item.heading, item.text, item.base.pk if item.base else None
    Item.objects.bulk_create(fresh)
    Item.objects.bulk_update(changed, ["root", "kind", "change", "reason", "heading", "text", "origin"])
    edition.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(edition=edition, key=i.key, under=i.under, position=i.position, moved=i.moved, is_own=i.placed)
        for i in written.items
    )


def _more_than_correcting(edition: Edition) -> list[str]:
    before = edition.plan.editions.filter(state=State.ISSUED).first()
    return beyond(contents(before), contents(edition)) if before else []


def _number_is_free(edition: Edition) -> None:
    number = edition.document_number
    given = Edition.objects.filter(document_number=number, state__in=STANDING).exclude(plan=edition.plan)
    if number and given.exists():
        series = re.split("〔", number)[0]
        raise ValidationError(f"发文字号“{number}”已用于其他方案。请到“{series}”的发文登记簿核对后改正。")


def readers_below(unit: Unit):
    """The drafters' seats at the lead offices one level below: who is told that there is something to work from."""
    return Seat.objects.current().filter(
        role="drafter",
        unit__kind="lead",
        unit__region__path__startswith=unit.region.path,
        unit__region__depth=unit.region.depth + 1,
    )
