"""The demonstration's 审核: one office has its drafts reviewed before they are signed; a draft of it is on that way."""

from campaigns import commenting, editing, planning, signing
from campaigns.models import Edition, Plan, ReviewStep
from campaigns.reading import contents
from orgs.models import Unit, User

OFFICE, REVIEWER, POST = "350100", "fuzhou.reviewer", "质量发展处负责人"


def set_order() -> None:
    """Put the made-up reviewer into the order of the office; again changes nothing."""
    unit = Unit.objects.get(region__code=OFFICE, kind="lead")
    reviewer = User.objects.get(username=REVIEWER)
    ReviewStep.objects.get_or_create(unit=unit, reviewer=reviewer, defaults={"post": POST, "order": 1})


def draft_under_review(*, plan: Plan, by: User) -> Edition | None:
    """A 补充通知 of the plan, handed in and remarked on; None while there is no reviewer to hand it to."""
    reviewer = User.objects.filter(username=REVIEWER).first()
    if reviewer is None or not ReviewStep.objects.filter(unit=plan.unit_id).exists():
        return None
    edition = planning.start_again(plan=plan, issue="supplement", reason="补充群众性质量活动安排", by=by)
    slogan = contents(edition).of("slogan", None)[0]
    editing.adapt(edition=edition, key=slogan.key, heading="", text="榕城质量 人人有责", by=by)
    signing.submit(edition=edition, by=by)
    remark = commenting.comment(edition=edition, key=slogan.key, by=reviewer, text="建议保留“质量在手中”的说法。")
    commenting.reply(comment=remark, text="已与原口号比较，拟改后再报。", by=by)
    commenting.comment(edition=edition, by=reviewer, text="请说明与原通知如何衔接。")
    return edition
