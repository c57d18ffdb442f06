"""Responsibilities set at the item they are about: several units at once, over one item, several or an arrangement."""

import re

from django.db.models import Max

from campaigns import drafts, turns
from campaigns.annexing import unit_called
from campaigns.drafts import refuse
from campaigns.models import Edition, Responsibility
from campaigns.turns import DUTIES, recorded
from orgs.models import User

LONGEST, MOST = 80, 40


@recorded(DUTIES)
def assign(*, edition: Edition, by: User, keys: list[str], names: str, role: str) -> list[Responsibility]:
    """Note who is responsible for the items: a unit of the own branch is linked, any other name stays a name.

    What is noted already stays as it is. Raises NotEditable, and ValidationError without an item or a name.
    """
    wanted = parted(names)
    refuse(not keys, "请勾选这条分工所涉的内容。")
    refuse(not wanted, "请填写责任单位。")
    refuse(len(wanted) > MOST, f"一次最多填写{MOST}个单位，请核对是否误粘贴了其他内容。")
    long = next((name for name in wanted if len(name) > LONGEST), "")
    refuse(long, f"“{long[:20]}…”过长，多个单位请用顿号隔开。")
    there = {(row.name, row.role, tuple(row.keys)) for row in edition.responsibilities.all()}
    last = edition.responsibilities.aggregate(last=Max("order"))["last"] or 0
    rows = [
        Responsibility(edition=edition, keys=keys, name=name, role=role, unit=unit_called(name, edition), order=order)
        for order, name in enumerate(wanted, start=last + 1)
        if (name, role, tuple(keys)) not in there
    ]
    Responsibility.objects.bulk_create(rows)
    if rows:
        who = "、".join(row.name for row in rows)
        turns.named("修改责任分工", who + rows[0].get_role_display())
        drafts.changed(edition, "修改责任分工", by, name=who[:200])
    return rows


def parted(names: str) -> list[str]:
    """The names in a line of text, each once: people part them with 、 ， ； or a new line."""
    found = (name.strip(" \t　:：。") for name in re.split(r"[、，,；;\r\n]", names))
    return list(dict.fromkeys(name for name in found if name))
