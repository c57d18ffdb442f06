"""What the public may read of activities, of annexes, and of what others announced."""

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum

from activities import hiding
from activities.choices import Sort
from activities.models import Activity, AnnouncedFigure, Photo, PressNote
from activities.models.activity import PARTICIPATION
from campaigns.hiding import NOTHING, hidden_in, masked, masked_lines, readable
from campaigns.models import AnnexEntry, Campaign, Edition, Item
from orgs.models import Region

SIZES = {"thumb": 400, "medium": 1280, "large": 2560}  # longest side in pixels; never enlarged


def activities(campaign: Campaign, region: Region | None = None) -> QuerySet[Activity]:
    """Public activities of a campaign within a region (everything below included), with what a list shows of them."""
    found = hiding.readable().filter(campaign=campaign)
    return with_parts(found.within(region.path) if region else found)


def activity(public_id: str) -> Activity | None:
    return with_parts(hiding.readable().filter(public_id=public_id)).first()


def with_pictures(found: QuerySet[Activity]) -> QuerySet[Activity]:
    """One query more: the photos, as `pictures`."""
    return found.prefetch_related(Prefetch("photos", queryset=Photo.objects.public().cover_first(), to_attr="pictures"))


def with_parts(found: QuerySet[Activity]) -> QuerySet[Activity]:
    """Two queries more, however many: co-holders and photos. `plan_is_public` says whether the plan may be linked."""
    public = Edition.objects.public().filter(plan=OuterRef("plan"))
    related = found.annotate(plan_is_public=Exists(public)).select_related("unit__region", "plan", "campaign")
    return with_pictures(related.prefetch_related("co_holders"))


def item_of(activity: Activity) -> Item | None:
    """The item of a public plan that the activity carries out, in the plan's latest public edition that has it."""
    if activity.item_key is None or not activity.plan_is_public:
        return None
    public = Edition.objects.public().filter(plan=activity.plan)
    found = Item.objects.filter(key=activity.item_key, edition__in=public).exclude(change="withdrawn")
    item = found.select_related("edition").order_by("-edition__number").first()
    if item is not None:
        masked([item], hidden_in([item.edition_id]).get(item.edition_id, NOTHING))
    return item


def plan_title(activity: Activity) -> str:
    """The title of the activity's plan as the public reads it; empty when it is not public."""
    if not activity.plan_is_public:
        return ""
    latest = readable().foremost().filter(plan=activity.plan).first()
    return latest.title if latest else ""


def widths(photo: Photo) -> dict[str, int]:
    """The width in pixels of each size of a photo; portraits are narrower than their longest side."""
    longest = max(photo.width, photo.height)
    return {name: round(photo.width * min(1, side / longest)) for name, side in SIZES.items()}


def totals(campaign: Campaign, region: Region) -> dict:
    """How many public activities, by kind, and the participation their pages state."""
    rows = Activity.objects.public().filter(campaign=campaign, unit__region__path__startswith=region.path)
    sums = {name: Sum(name) for name in PARTICIPATION}
    found = {row["sort"]: row for row in rows.order_by().values("sort").annotate(count=Count("pk"), **sums)}
    return {
        "count": sum(row["count"] for row in found.values()),
        "by_sort": {sort or "unsorted": found[sort]["count"] if sort in found else 0 for sort in (*Sort.values, "")},
        **{name: sum(row[name] or 0 for row in found.values()) for name in PARTICIPATION},
    }


def planned(campaign: Campaign, region: Region) -> QuerySet[AnnexEntry]:
    """Lines of public plans' annexes that name a unit of the region or below it."""
    editions = Edition.objects.foremost().filter(plan__campaign=campaign)
    return AnnexEntry.objects.filter(edition__in=editions, unit__region__path__startswith=region.path)


def planned_by(campaign: Campaign, unit: int) -> list[AnnexEntry]:
    """Lines of public plans' annexes that name the unit with this pk, with the plan they stand in."""
    editions = Edition.objects.foremost().filter(plan__campaign=campaign)
    found = AnnexEntry.objects.filter(edition__in=editions, unit=unit)
    return masked_lines(found.select_related("edition__plan").order_by("edition", "list", "order", "pk"))


def announced(campaign: Campaign, region: Region) -> QuerySet[AnnouncedFigure]:
    """What was announced for the region and those below, in administrative order."""
    found = AnnouncedFigure.objects.filter(campaign=campaign, region__path__startswith=region.path)
    return found.select_related("region").order_by("region__path", "counted", "pk")


def press_notes(campaign: Campaign, region: Region) -> QuerySet[PressNote]:
    return PressNote.objects.filter(campaign=campaign, region=region)
