"""What every change to an open edition begins and ends with: take the lock, refuse what is stale, write the trail."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from campaigns.models import Edition
from campaigns.words import fingerprint
from orgs import audit
from orgs.models import User


class NotEditable(Exception):
    """The edition is not (or no longer) being drafted."""


class StaleForm(Exception):
    """Somebody else changed what the form shows meanwhile; `current` stands there now, nothing was written."""

    def __init__(self, current: Mapping[str, object]):
        super().__init__("在您填写期间，其他人修改了同一内容。")
        self.current = current


def open_for_editing(edition: Edition) -> None:
    """Lock the edition's row and read it anew. Raises NotEditable, with the sentence for the person."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if not locked.is_editable:
        raise NotEditable(f"“{locked}”当前为“{locked.get_state_display()}”，不能修改。如需修改，请先退回或另行起草。")
    edition.refresh_from_db()


def changed(edition: Edition, act: str, by: User | None, *, quiet: bool = False, **details) -> None:
    """Count the change, note when it was made, and write the audit row; `quiet` when one already says so."""
    now = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1, changed_at=now)
    edition.version, edition.changed_at = edition.version + 1, now  # as stored: the row is locked and was read anew
    if not quiet:
        audit.record(f"方案·{act}", edition, by=by, unit=edition.plan.unit, roles=("drafter",), **details)


def print_of(values: Mapping[str, object]) -> str:
    """The fingerprint a form carries of the values it showed."""
    return fingerprint("", repr(sorted((name, str(value or "")) for name, value in values.items())))


def refuse_stale(seen: str | None, current: Mapping[str, object], wanted: Mapping[str, object]) -> None:
    """Raise StaleForm when the form saw other values than those stored now and would change them."""
    if seen is not None and seen != print_of(current) and print_of(wanted) != print_of(current):
        raise StaleForm(current)


def refuse(condition: object, sentence: str) -> None:
    if condition:
        raise ValidationError(sentence)
