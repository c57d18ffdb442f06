"""From a request to the unit it is about and to an activity the person may see; everything else is 404 or 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from activities.fulfilling import entries_of
from activities.models import Activity
from activities.querysets import ActivityQuerySet
from activities.rules import REPORTING
from campaigns.context import chosen, turn_to
from campaigns.models import AnnexEntry, Campaign
from orgs.models import Seat, Unit
from orgs.scoping import UserRequest, fetch, number

RELATED = ("unit__region", "campaign", "plan", "planned_as__edition__plan__unit__region", "logged_by", "accepted_by",
           "entered_by", "material")  # fmt: skip


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


def activity_for(request: UserRequest, pk: int, permission: str = "activities.view_activity") -> Activity:
    """The activity with what its page shows; 404 when not visible, 403 when `permission` is not given."""
    visible = Activity.objects.visible_to(request.user).select_related(*RELATED)
    found = fetch(visible.prefetch_related("photos", "co_holders__unit"), request.user, permission, pk=pk)
    turn_to(request, found.campaign)
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


def disclosable(request: UserRequest) -> ActivityQuerySet:
    """Accepted activities whose 公开属性 is still open and may be set by the person."""
    rows = Activity.objects.disclosable_by(request.user).filter(campaign=campaign_of(request), openness="")
    return rows.select_related("unit").order_by("held_on", "pk")
