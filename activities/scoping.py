"""From a request to the unit it is about and to an activity the person may see; everything else is 404 or 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404

from activities.fulfilling import Line, entries_of, lines
from activities.hiding import mask_all
from activities.models import Activity, Case, Correction, Photo, PutForward
from activities.querysets import ActivityQuerySet, CaseQuerySet, CorrectionQuerySet, PutForwardQuerySet
from activities.rules import REPORTING, REVIEWING, inside
from campaigns.context import chosen, turn_to
from campaigns.models import AnnexEntry, Campaign
from orgs.models import Seat, Unit
from orgs.scoping import REFUSAL, UserRequest, fetch, number

RELATED = ("unit__region", "campaign", "plan", "planned_as__edition__plan__unit__region", "logged_by", "accepted_by",
           "entered_by", "material")  # fmt: skip
OF_ACTIVITY = [f"activity__{name}" for name in RELATED]


def campaign_of(request: UserRequest) -> Campaign:
    """The campaign chosen in the workplace; 404 while there is none."""
    campaign = chosen(request)
    if campaign is None:
        raise Http404("no campaign yet")
    return campaign


def units_of(request: UserRequest) -> list[Unit]:
    """The units the person logs for, the one worked from first. PermissionDenied when there is none."""
    units = list(Unit.objects.filter(pk__in=request.user.reach.units(*REPORTING)).select_related("region"))
    if not units:
        raise PermissionDenied("您的岗位不负责填报活动。如有需要，请联系本单位管理员。")
    seat = request.session.get("seat")
    worked_from = next((s.unit_id for s in Seat.objects.acted_by(request.user) if s.pk == seat), None)
    return sorted(units, key=lambda unit: (unit.pk != worked_from, unit.within_id is not None))


def unit_of(request: UserRequest) -> Unit:
    """The unit named by `unit` (the posted one first), else the one worked from; not one's own is 404."""
    units = units_of(request)
    named = request.POST.get("unit") or request.GET.get("unit")
    found = next((unit for unit in units if str(unit.pk) == named), None) if named else units[0]
    if found is None:
        raise Http404("no such unit")
    return found


def entry_of(request: UserRequest, unit: Unit, campaign: Campaign) -> AnnexEntry | None:
    """The planned entry named by `entry` in the address; one that is not the unit's is 404."""
    named = request.GET.get("entry")
    if not named:
        return None
    entry = entries_of([unit.pk], campaign).filter(pk=number(named)).first()
    if entry is None:
        raise Http404("no such entry")
    return entry


def line_for(request: UserRequest, unit: Unit, pk: int) -> Line:
    """A planned entry of the unit beside what became of it; one that is not the unit's is 404."""
    line = next((line for line in lines(unit, campaign_of(request)) if line.entry.pk == pk), None)
    if line is None:
        raise Http404("no such entry")
    return line


def activity_for(request: UserRequest, pk: int, permission: str = "activities.view_activity") -> Activity:
    """The activity with what its page shows; 404 when not visible, 403 when `permission` is not given.

    Whoever sees it only because it is public reads what the public reads.
    """
    visible = Activity.objects.visible_to(request.user).select_related(*RELATED)
    shown = Prefetch("photos", Photo.objects.standing())
    found = fetch(visible.prefetch_related(shown, "co_holders__unit", "counters"), request.user, permission, pk=pk)
    if not inside(request.user, found):
        mask_all([found])
    turn_to(request, found.campaign)
    return found


def photo_for(request: UserRequest, pk: int, permission: str) -> Photo:
    """A photo with its activity; 404 when not visible, 403 when `permission` is not given."""
    visible = Photo.objects.visible_to(request.user).select_related("correction", "activity__unit__region")
    found = fetch(visible, request.user, permission, pk=pk)
    turn_to(request, found.activity.campaign)
    return found


def own_activities(request: UserRequest) -> ActivityQuerySet:
    """The campaign's activities that the person's units hold, alone or jointly."""
    return Activity.objects.own_or_joint(request.user).filter(campaign=campaign_of(request))


def region_activities(request: UserRequest) -> ActivityQuerySet:
    """The campaign's activities handed in within the regions that the person's lead offices coordinate."""
    return Activity.objects.coordinated_by(request.user).filter(campaign=campaign_of(request))


def awaiting(request: UserRequest) -> ActivityQuerySet:
    """What waits for a decision of the person's lead offices in this campaign, the longest waiting first."""
    rows = Activity.objects.awaiting(request.user).filter(campaign=campaign_of(request))
    return rows.select_related("unit").order_by("handed_in_at", "pk")


def office_of(request: UserRequest) -> Unit:
    """The lead office the person reviews for, the one worked from first. PermissionDenied when there is none."""
    offices = list(Unit.objects.filter(pk__in=request.user.reach.offices(*REVIEWING)).order_by("pk"))
    if not offices:
        raise PermissionDenied(REFUSAL)
    seat = request.session.get("seat")
    worked_from = next((s.unit_id for s in Seat.objects.acted_by(request.user) if s.pk == seat), None)
    return next((office for office in offices if office.pk == worked_from), offices[0])


def awaiting_corrections(request: UserRequest) -> CorrectionQuerySet:
    """Corrections that wait for a decision of the person's lead offices in this campaign, the longest waiting first."""
    rows = Correction.objects.awaiting(request.user).filter(activity__campaign=campaign_of(request))
    return rows.select_related("activity__unit").order_by("handed_in_at", "pk")


def correction_for(request: UserRequest, pk: int, permission: str) -> Correction:
    """A correction with its activity; 404 when not visible, 403 when `permission` is not given."""
    visible = Correction.objects.visible_to(request.user).select_related("by", "decided_by", *OF_ACTIVITY)
    found = fetch(visible.prefetch_related("activity__co_holders__unit"), request.user, permission, pk=pk)
    turn_to(request, found.activity.campaign)
    return found


def disclosable(request: UserRequest) -> ActivityQuerySet:
    """Accepted activities whose 公开属性 is still open and may be set by the person."""
    rows = Activity.objects.disclosable_by(request.user).filter(campaign=campaign_of(request), openness="")
    return rows.select_related("unit").order_by("held_on", "pk")


def case_for(request: UserRequest, pk: int, permission: str = "activities.view_case") -> Case:
    """The case with where it was put forward; 404 when not visible, 403 when `permission` is not given."""
    visible = Case.objects.visible_to(request.user).select_related("unit__region", "campaign", "activity", "written_by")
    found = fetch(visible.prefetch_related("put_forward__office__region", "put_forward__sent_from"), request.user,
                  permission, pk=pk)  # fmt: skip
    turn_to(request, found.campaign)
    return found


def received_for(request: UserRequest, pk: int) -> PutForward:
    """A case that lies with an office the person answers for."""
    visible = PutForward.objects.visible_to(request.user).select_related("case__unit", "office__region", "sent_from")
    return fetch(visible, request.user, "activities.answer_case", pk=pk)


def own_cases(request: UserRequest) -> CaseQuerySet:
    """The campaign's cases of the person's units."""
    rows = Case.objects.visible_to(request.user).filter(campaign=campaign_of(request))
    return (
        rows.filter(unit__in=request.user.reach.units()).select_related("unit").prefetch_related("put_forward__office")
    )


def received_cases(request: UserRequest) -> PutForwardQuerySet:
    """What was put forward to the person's offices in this campaign, the unanswered first."""
    rows = PutForward.objects.visible_to(request.user).filter(case__campaign=campaign_of(request))
    rows = rows.filter(office__in=request.user.reach.offices())
    return rows.select_related("case__unit", "sent_from", "office").order_by("answer", "-at", "-pk")
