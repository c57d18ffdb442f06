"""What a parent's new edition asks of a drafter: look at it, decide what both sides changed."""

from collections.abc import Iterator

from campaigns.choices import OPEN, State
from campaigns.models import Edition
from campaigns.notices_following import address
from campaigns.upstream import Upstream, upstreams
from orgs.models import User
from orgs.todo import Todo


def revised_above(user: User) -> Iterator[Todo]:
    """One line for each plan whose parent has gone on, or whose draft has something undecided. Five queries."""
    rows = Edition.objects.visible_to(user).filter(
        plan__unit__in=user.reach.units("drafter"), state__in=(*OPEN, State.ISSUED), based_on__isnull=False
    )
    related = ("plan__unit", "plan__campaign", "based_on__plan__unit", "based_before__plan__unit")
    latest = {edition.plan_id: edition for edition in rows.select_related(*related).order_by("plan", "number")}
    found = upstreams(latest.values())
    for edition in latest.values():
        above = found.get(edition.pk)
        if above is None and edition.based_on.state == State.ABOLISHED:
            yield _todo(edition, "上级方案已废止", "查看", "请研究本级是否调整。")
        elif above is not None and (above.waiting or not above.followed):
            yield _todo(edition, "上级已修订", "处理" if edition.is_editable else "查看", _note(above))


def _note(above: Upstream) -> str:
    return f"还有{len(above.waiting)}处待处理。" if above.followed else f"{above.sentence}。"


def _todo(edition: Edition, what: str, verb: str, note: str) -> Todo:
    plan = edition.plan
    return Todo(f"{what}：{edition}", address(edition), verb, note=note, unit=str(plan.unit),
                campaign=str(plan.campaign))  # fmt: skip
