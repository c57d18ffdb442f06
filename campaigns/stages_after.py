"""The steps after the signature: 登记 → 印发 → 公开."""

from campaigns.choices import State
from campaigns.models import Edition
from campaigns.stages import Stage

# read with the edition (`select_related`), because the steps name them
PEOPLE = (
    "sign_off__by",
    "created_by",
    "submitted_by",
    "registered_by",
    "issue_set_by",
    "issued_by",
    "disclose_set_by",
    "disclosed_by",
)


def after_signing(edition: Edition) -> list[Stage]:
    """The last three steps of an edition in whatever state."""
    signed = edition.state == State.SIGNED
    return [_registered(edition, signed), _issued(edition, signed), _disclosed(edition)]


def _registered(edition: Edition, signed: bool) -> Stage:
    if edition.registered_at:
        number = edition.document_number or "无文号"
        return Stage("登记", str(edition.registered_by or ""), "done", number, edition.registered_at)
    if edition.is_issued:
        return Stage("登记", "", "dropped", edition.document_number or "未登记文号")
    return Stage("登记", "", "now" if signed else "ahead", "待登记")


def _issued(edition: Edition, signed: bool) -> Stage:
    if edition.is_issued:
        return Stage("印发", str(edition.issued_by or ""), "done", "已印发", edition.issued_at)
    if edition.issue_at:
        return Stage("印发", str(edition.issue_set_by or ""), "now", "定时印发", edition.issue_at)
    return Stage("印发", "", "now" if signed and edition.registered_at else "ahead", "待印发")


def _disclosed(edition: Edition) -> Stage:
    if edition.is_public:
        return Stage("公开", str(edition.disclosed_by or ""), "done", "主动公开", edition.disclosed_at)
    if edition.disclose_at:
        return Stage("公开", str(edition.disclose_set_by or ""), "now", "定时公开", edition.disclose_at)
    if edition.openness:
        return Stage("公开", "", "dropped", edition.get_openness_display())
    return Stage("公开", "", "now" if edition.state == State.ISSUED else "ahead", "未定公开属性")
