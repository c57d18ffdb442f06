"""A person's own names for lists of activities: keep, rename, put in order, delete.

They hold no rows, only the address; which rows it shows is asked anew each time.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from activities import asked
from activities.models import SavedView
from orgs.models import User

MOST = 30  # for each person
LONGEST_NAME = 30


@transaction.atomic
def keep(*, name: str, query: str, by: User) -> SavedView:
    """Keep the list's address under a name. ValidationError when the name is taken or wrong, or there are too many."""
    own = _own(by)
    if len(own) >= MOST:
        raise ValidationError(f"最多保存{MOST}个常用筛选，请先删除不再使用的。")
    last = max((view.order for view in own), default=0)
    kept = asked.kept(asked.of(query)).urlencode()
    if len(kept) > asked.LONGEST:
        raise ValidationError("筛选条件太长，不能保存，请减少条件后再试。")
    return SavedView.objects.create(user=by, name=_fit(name, own), query=kept, order=last + 1)


@transaction.atomic
def rename(*, view: SavedView, name: str, by: User) -> SavedView:
    """ValidationError when the name is taken or wrong."""
    view.name = _fit(name, [other for other in _own(by) if other.pk != view.pk])
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def move(*, view: SavedView, up: bool, by: User) -> None:
    """Change places with the neighbour; the first stays first."""
    own = _own(by)
    at = next(n for n, each in enumerate(own) if each.pk == view.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(own):
        own[at], own[to] = own[to], own[at]
    for order, each in enumerate(own, start=1):
        each.order = order
    SavedView.objects.bulk_update(own, ["order"])


def delete(*, view: SavedView, by: User) -> None:
    SavedView.objects.filter(pk=view.pk, user=by).delete()


def _own(by: User) -> list[SavedView]:
    User.objects.select_for_update().get(pk=by.pk)  # two windows of one person do it one after the other
    return list(SavedView.objects.filter(user=by))


def _fit(name: str, others: Sequence[SavedView]) -> str:
    name = " ".join(name.split())
    if not name:
        raise ValidationError("请给这个筛选起一个名称。")
    if len(name) > LONGEST_NAME:
        raise ValidationError(f"名称请控制在{LONGEST_NAME}字以内，现有{len(name)}字。")
    if any(other.name == name for other in others):
        raise ValidationError(f"已有名为“{name}”的常用筛选，请换一个名称。")
    return name
