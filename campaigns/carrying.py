"""Starting from last year's plan: what comes along, with dates moved; and what does not, said in a list."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction

from campaigns import drafts
from campaigns.choices import Change, Kind
from campaigns.last_year import answers_of
from campaigns.models import Edition, Placement, Responsibility
from campaigns.obliging import askable
from campaigns.reading import contents, frozen
from campaigns.resolving import Resolved
from campaigns.yearly import move_year, names_days, same_day
from orgs.models import User


@transaction.atomic
def carry_over(*, edition: Edition, last: Edition, by: User | None) -> Edition:
    """Bring last year's plan of the same unit into a fresh draft and write down what came and what did not.

    Without a parent every item comes, as the unit's own; beside a parent only what was the unit's own addition, while
    its adaptations are offered, not applied: the parent's words may have changed. New keys, linked to last year's.
    """
    then, now = last.plan.campaign.year, edition.plan.campaign.year
    edition.last_year = last
    told = [*_head(edition, last, then, now), *_parties(edition, last)]
    keys, words = _items(edition, last, then, now)
    told += words + _duties(edition, last, keys) + _not_carried(last)
    edition.carried = told
    edition.save()
    drafts.changed(edition, "参照上年起草", by, last=str(last))
    return edition


def _head(edition: Edition, last: Edition, then: int, now: int) -> list[dict]:
    told = []
    for name, label in (("title", "标题"), ("plan_title", "所附方案名称")):
        if getattr(last, name):
            setattr(edition, name, move_year(getattr(last, name), then, now))
            told.append(_came(label, f"{then}年改为{now}年"))
    if edition.based_on is None:
        for name, label in (("starts_on", "活动开始"), ("ends_on", "活动结束")):
            if day := same_day(getattr(last, name), then, now):
                setattr(edition, name, day)
                told.append(_came(label, f"移至{day.year}年{day.month}月{day.day}日"))
    elif last.starts_on:
        told.append(_stayed("活动时间", "沿用今年上级方案"))
    if due := same_day(last.summary_due, then, now):
        edition.summary_due = due
        told.append(_came("总结报送日期", f"移至{due.year}年{due.month}月{due.day}日，请核对是否为工作日"))
    edition.summary_to, edition.why, edition.contacts = last.summary_to, last.why, last.contacts
    still = set(askable(edition.plan.unit).values_list("pk", flat=True))
    edition.asks = [pk for pk in last.asks if pk in still]
    if last.asks:
        gone = len(last.asks) - len(edition.asks)
        told.append(_came("须报送总结的单位", f"{len(edition.asks)}个" + (f"，{gone}个已不参加" if gone else "")))
    if last.contacts:
        told.append(_came("联系人", "人员可能变动，请核对"))
    return told


def _parties(edition: Edition, last: Edition) -> list[dict]:
    rows = list(last.parties.all())
    if not rows:
        return []
    edition.parties.all().delete()
    for row in rows:
        row.pk, row.edition, row._state.adding = None, edition, True
        row.save()
    return [_came("发文机关、主送、抄送", f"{len(rows)}个，机构调整的请改正")]


def _items(edition: Edition, last: Edition, then: int, now: int) -> tuple[dict[UUID, UUID], list[dict]]:
    """Write the items that come along; returns last year's key → this year's, and what is to be said about it."""
    found = frozen(last)
    keys = answers_of(last, contents(edition).items) if edition.based_on else {}
    came = [i for i in found.items if not edition.based_on or (i.change == Change.ADDED and i.key not in keys)]
    rows = {row.key: row for row in last.items.all()}
    ranks: dict[tuple, int] = {}
    for item in came:
        keys[item.key] = uuid4()
        edition.items.create(
            key=keys[item.key], root=keys[item.key], kind=item.kind, change=Change.ADDED, previous=rows[item.key],
            heading=move_year(item.heading, then, now), text=move_year(item.text, then, now),
        )  # fmt: skip
        under = keys.get(item.under)
        if edition.based_on is None or under is not None:
            rank = ranks.setdefault((item.kind, under), 0 if edition.based_on is None else 500)
            Placement.objects.create(edition=edition, key=keys[item.key], under=under, position=rank)
            ranks[item.kind, under] += 1
    return keys, _told_of_items(edition, found.items, came)


def _told_of_items(edition: Edition, all_items: Iterable[Resolved], came: list[Resolved]) -> list[dict]:
    told = []
    for kind in Kind:
        mine = [item for item in came if item.kind == kind]
        if mine:
            dated = sum(1 for item in mine if names_days(item.heading + item.text))
            note = f"{len(mine)}条" + (f"，其中{dated}条写有日期，请核对" if dated else "")
            told.append(_came(kind.label, note + ("；每年不同，请改为今年的" if kind == Kind.THEME else "")))
    offered = sum(1 for item in all_items if item.change in (Change.ADAPTED, Change.DERIVED))
    if edition.based_on and offered:
        told.append(_stayed("上年结合本级调整、细化落实的内容", f"{offered}条，请在“上年做法”中逐条选用"))
    return told


def _duties(edition: Edition, last: Edition, keys: dict[UUID, UUID]) -> list[dict]:
    mapped = {str(old): str(new) for old, new in keys.items()}
    came = lost = 0
    for duty in last.responsibilities.all():
        covered = [mapped[key] for key in duty.keys if key in mapped]
        if covered:
            Responsibility.objects.create(edition=edition, keys=covered, unit=duty.unit, name=duty.name,
                                          role=duty.role, order=duty.order)  # fmt: skip
            came += 1
        else:
            lost += 1
    told = [_came("责任分工", f"{came}条，人员和科室变动的请改正")] if came else []
    return told + ([_stayed("责任分工", f"{lost}条，所涉内容今年没有")] if lost else [])


def _not_carried(last: Edition) -> list[dict]:
    told = [_stayed("发文字号和成文日期", "今年另行登记")]
    if number := last.references.count():
        told.append(_stayed("依据文件", f"{number}件，请填写今年的"))
    if number := last.annex.count():
        told.append(_stayed("附件所列活动", f"{number}项，可另行征集，也可整体带入后修改"))
    return told


def _came(what: str, note: str) -> dict:
    return {"what": what, "note": note, "done": True}


def _stayed(what: str, note: str) -> dict:
    return {"what": what, "note": note, "done": False}
