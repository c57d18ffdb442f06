"""The steps after the signature: 登记 → 印发 → 公开. Who did them is read in one query for all."""

from campaigns.choices import State
from campaigns.models import Edition
from campaigns.stages import Stage
from orgs.models import User

PEOPLE = ("registered_by_id", "issue_set_by_id", "issued_by_id", "disclose_set_by_id", "disclosed_by_id")


def after_signing(edition: Edition) -> list[Stage]:
    """The last three steps of an edition in whatever state; one query, none while nothing of them was done."""
    wanted = {getattr(edition, name) for name in PEOPLE} - {None}
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}
    who = {name: people.get(getattr(edition, name), "") for name in PEOPLE}
    signed = edition.state == State.SIGNED
    return [_registered(edition, who, signed), _issued(edition, who, signed), _disclosed(edition, who)]


def _registered(edition: Edition, who: dict[str, str], signed: bool) -> Stage:
    if edition.registered_at:
        number = edition.document_number or "无文号"
        return Stage("登记", who["registered_by_id"], "done", number, edition.registered_at)
    if edition.is_issued:
        return Stage("登记", "", "dropped", edition.document_number or "未登记文号")
    return Stage("登记", "", "now" if signed else "ahead", "待登记")


def _issued(edition: Edition, who: dict[str, str], signed: bool) -> Stage:
    if edition.is_issued:
        return Stage("印发", who["issued_by_id"], "done", "已印发", edition.issued_at)
    if edition.issue_at:
        return Stage("印发", who["issue_set_by_id"], "now", "定时印发", edition.issue_at)
    return Stage("印发", "", "now" if signed and edition.registered_at else "ahead", "待印发")


def _disclosed(edition: Edition, who: dict[str, str]) -> Stage:
    if edition.is_public:
        return Stage("公开", who["disclosed_by_id"], "done", "主动公开", edition.disclosed_at)
    if edition.disclose_at:
        return Stage("公开", who["disclose_set_by_id"], "now", "定时公开", edition.disclose_at)
    if edition.openness:
        return Stage("公开", "", "dropped", edition.get_openness_display())
    return Stage("公开", "", "now" if edition.state == State.ISSUED else "ahead", "未定公开属性")
