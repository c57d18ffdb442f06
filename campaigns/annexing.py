"""Rows beside the items of an open edition: who is responsible for what, and the annex of planned activities."""

from django.db import models, transaction

from campaigns import drafts, turns
from campaigns.drafts import open_for_editing, refuse, refuse_stale
from campaigns.models import AnnexEntry, Edition, Responsibility
from campaigns.turns import DUTIES, recorded
from orgs.models import Unit, User

DUTY_FIELDS = ("keys", "name", "role")
ENTRY_FIELDS = ("list", "list_title", "unit_name", "title", "content", "starts_on", "ends_on", "place", "lead",
                "support", "note", "item_key")  # fmt: skip


@recorded(DUTIES)
def save_duty(
    *, edition: Edition, by: User, duty: Responsibility | None = None, seen: str | None = None, **values
) -> Responsibility:
    """Write one note of responsibility over one item, several, or a whole arrangement; a new one goes to the end."""
    refuse(not values["keys"], "请勾选这条分工所涉的内容。")
    row = _again(duty, edition.responsibilities, seen, DUTY_FIELDS, values) or Responsibility(edition=edition)
    _fill(row, DUTY_FIELDS, values, edition.responsibilities)
    row.unit = unit_called(row.name, edition)
    row.save()
    turns.named("修改责任分工", str(row))
    drafts.changed(edition, "修改责任分工", by, name=row.name)
    return row


@transaction.atomic
def save_entry(
    *, edition: Edition, by: User, entry: AnnexEntry | None = None, seen: str | None = None, **values
) -> AnnexEntry:
    """Write one line of the annex; a new one goes to the end of its list."""
    open_for_editing(edition)
    row = _again(entry, edition.annex, seen, ENTRY_FIELDS, values) or AnnexEntry(edition=edition)
    called = row.unit_name if row.pk else None
    _fill(row, ENTRY_FIELDS, values, edition.annex)
    if row.unit_name != called:  # a locality goes by its region's name, which no unit bears
        row.unit = unit_called(row.unit_name, edition)
    row.save()
    drafts.changed(edition, "修改附件", by, title=row.title[:80])
    return row


@recorded(DUTIES)
def remove(*, edition: Edition, row: Responsibility | AnnexEntry, by: User) -> None:
    """Take a row out of the draft; one that is gone already stays gone."""
    what = "删除责任分工" if isinstance(row, Responsibility) else "删除附件所列活动"
    type(row)._base_manager.filter(pk=row.pk, edition=edition).delete()
    turns.named(what, str(row))
    drafts.changed(edition, what, by, words=str(row)[:80])


def row_of(row: models.Model | None, fields: tuple[str, ...]) -> dict[str, object]:
    """A row's values in the form's own terms; nothing for a new one."""
    return {name: getattr(row, name) for name in fields} if row is not None else {}


def _again(row, rows, seen: str | None, fields: tuple[str, ...], values: dict):
    """The row as it is now under the lock; refuses to overwrite what somebody else wrote meanwhile."""
    if row is None:
        return None
    now = rows.filter(pk=row.pk).first()
    refuse(now is None, "这一条刚被其他人删除。如仍需要，请复制下面的内容后新增一条。")
    refuse_stale(seen, row_of(now, fields), values)
    return now


def _fill(row, fields: tuple[str, ...], values: dict, siblings) -> None:
    for name in fields:
        setattr(row, name, values[name])
    if row.pk is None:
        row.order = (siblings.aggregate(last=models.Max("order"))["last"] or 0) + 1


def unit_called(name: str, edition: Edition) -> Unit | None:
    """The unit of the plan's region or below that bears this name, if exactly one does; free names stay names."""
    path = edition.plan.unit.region.path
    named = models.Q(name=name) | models.Q(short_name=name)
    found = list(Unit.objects.filter(named, region__path__startswith=path)[:2]) if name else []
    return found[0] if len(found) == 1 else None
