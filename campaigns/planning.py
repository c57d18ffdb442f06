"""Starting a plan, a further edition of it, or declaring that none is needed."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from campaigns import rebasing
from campaigns.carrying import carry_over
from campaigns.choices import STANDING, Issue, PlanKind, Scope, State
from campaigns.drafts import open_for_editing
from campaigns.models import Campaign, DirectExecution, Edition, Item, Party, Placement, Plan
from orgs import audit
from orgs.models import Letterhead, Unit, User

CARRIED_OVER = [
    "title",
    "plan_title",
    "starts_on",
    "ends_on",
    "summary_due",
    "summary_to",
    "asks",
    "why",
    "excerpt_note",
    "source",
    "opening",
]


@transaction.atomic
def start(
    *,
    unit: Unit,
    campaign: Campaign,
    by: User | None,
    parent: Plan | None = None,
    letterhead: Letterhead | None = None,
    scope: str = Scope.REGION,
    kind: str = PlanKind.NOTICE,
    title: str = "",
    last_year: Plan | None = None,
) -> Edition:
    """Begin a unit's plan (据此编制本级方案); everything of the parent's edition in force reads through.

    With `last_year` the unit's own plan of an earlier year comes along, dates moved (`carrying.carry_over`). Raises
    ValidationError when the parent is not issued, belongs to another campaign, or the unit has such a plan.
    """
    _one_at_a_time(unit)
    base = _base(parent, campaign)
    if parent is not None and parent.unit_id == unit.pk:
        raise ValidationError("不能以本单位自己的方案作为上级方案。")
    if DirectExecution.objects.filter(campaign=campaign, unit=unit).exists():
        raise ValidationError("本单位已声明直接执行上级方案。如需自行编制，请先撤销该声明。")
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                campaign=campaign, unit=unit, letterhead=letterhead, scope=scope, kind=kind, parent=parent
            )
    except IntegrityError:
        raise ValidationError(
            f"{unit}已有{campaign.year}年的{Scope(scope).label}方案，请打开原有方案继续编制，不必另起一份。"
        ) from None
    edition = plan.editions.create(based_on=base, title=title or _title(plan), created_by=by)
    issuer = letterhead.name if letterhead else unit.name
    Party.objects.create(edition=edition, role="issuer", unit=unit, name=issuer)
    if base is not None:
        edition.references.create(title=base.title, document_number=base.document_number, plan=parent)
    audit.record("方案·起草", edition, by=by, unit=unit, parent=str(parent or ""))
    return carry_over(edition=edition, last=_last(last_year, plan), by=by) if last_year else edition


@transaction.atomic
def start_again(*, plan: Plan, issue: str, reason: str, by: User) -> Edition:
    """Open a further edition of an issued plan; it starts from the rows that are the unit's own decisions, already
    carried to the parent's edition in force: what both sides changed waits as divergences.

    A correction (更正) stays with the parent's edition it was drawn up from; the others follow the one in force.
    Raises ValidationError when nothing is issued yet, an edition is open already, or the reason is missing.
    """
    current = plan.editions.filter(state=State.ISSUED).first()
    if current is None:
        raise ValidationError("本方案尚未印发，可直接修改，不必重新印发。")
    if not reason.strip():
        raise ValidationError("请写明重新印发的原因，供上级和下级查看。")
    try:
        with transaction.atomic():
            edition = plan.editions.create(
                number=current.number + 1,
                issue=issue or Issue.REISSUE,
                reason=reason.strip(),
                based_on=current.based_on or _base(plan.parent, plan.campaign),
                created_by=by,
                document_number=current.document_number if issue == Issue.CORRECTION else "",
                **{name: getattr(current, name) for name in CARRIED_OVER},
            )
    except IntegrityError:
        raise ValidationError("本方案已有一份正在编制的文稿，请继续修改那一份。") from None
    _carry_over(current, edition)
    if newer := rebasing.newer_above(edition):  # what the parent has changed since is merged, never just taken over
        rebasing.rebase(edition=edition, onto=newer)
    audit.record("方案·重新起草", edition, by=by, unit=plan.unit, reason=reason)
    return edition


def _carry_over(old: Edition, new: Edition) -> None:
    origins = dict(new.based_on.items.values_list("key", "pk")) if new.based_on else {}
    for item in old.items.filter(is_own=True).select_related("origin"):
        origin = origins.get(item.origin.key) if item.origin else None
        Item.objects.create(
            edition=new, key=item.key, root=item.root, kind=item.kind, heading=item.heading, text=item.text,
            change=item.change, reason=item.reason, origin_id=origin, proposal_id=item.proposal_id,
        )  # fmt: skip
    for place in old.placements.filter(is_own=True):
        Placement.objects.create(edition=new, key=place.key, under=place.under, position=place.position)
    for rows in (old.parties, old.references, old.responsibilities, old.annex):
        for row in rows.all():
            row.pk, row.edition, row._state.adding = None, new, True
            row.save()


@transaction.atomic
def discard(*, edition: Edition, by: User) -> None:
    """Throw a draft away; a plan that was never issued goes with it. Issued editions are never deleted.

    Raises NotEditable unless it is being drafted, ValidationError when something already points to it.
    """
    open_for_editing(edition)
    plan = edition.plan
    audit.record("方案·删除草稿", edition, by=by, unit=plan.unit)
    try:
        edition.delete()
        if not plan.editions.exists():
            plan.delete()
    except ProtectedError:
        raise ValidationError("已有其他内容引用这份草稿，不能删除。") from None


@transaction.atomic
def execute_directly(*, unit: Unit, plan: Plan, by: User) -> DirectExecution:
    """Declare 直接执行上级方案. Raises ValidationError when the plan is not issued or the unit has its own."""
    _one_at_a_time(unit)
    _base(plan, plan.campaign)
    if Plan.objects.filter(campaign=plan.campaign, unit=unit).exists():
        raise ValidationError("本单位已有自己的方案，不能同时声明直接执行上级方案。")
    declared, fresh = DirectExecution.objects.get_or_create(
        campaign=plan.campaign, unit=unit, defaults={"plan": plan, "declared_by": by}
    )
    if fresh:
        audit.record("方案·直接执行上级方案", plan, by=by, unit=unit)
    return declared


@transaction.atomic
def stop_direct_execution(*, declared: DirectExecution, by: User) -> None:
    """Take the declaration back, for instance to write an own plan after all."""
    audit.record("方案·撤销直接执行", declared.plan, by=by, unit=declared.unit)
    declared.delete()


def _one_at_a_time(unit: Unit) -> None:
    # an own plan and direct execution exclude each other, and no constraint spans the two tables
    Unit.objects.select_for_update().get(pk=unit.pk)


def _base(parent: Plan | None, campaign: Campaign) -> Edition | None:
    if parent is None:
        return None
    if parent.campaign_id != campaign.pk:
        raise ValidationError("上级方案不属于这一年的质量月，请重新选择。")
    base = parent.editions.filter(state=State.ISSUED).first()
    if base is None:
        raise ValidationError(f"上级方案《{parent}》尚未印发，暂不能据此编制本级方案。请待其印发后再办理。")
    return base


def _last(earlier: Plan, plan: Plan) -> Edition:
    found = earlier.editions.filter(state__in=STANDING).order_by("-number").first()
    if found is None or earlier.unit_id != plan.unit_id or earlier.campaign.year >= plan.campaign.year:
        raise ValidationError("只能参照本单位以前年度已印发的方案。请重新选择上年方案。")
    return found


def _title(plan: Plan) -> str:
    name = plan.letterhead.name if plan.letterhead else plan.unit.name
    return f"{name}关于开展{plan.campaign.year}年“质量月”活动的通知"
