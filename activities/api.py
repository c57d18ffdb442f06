"""The open interface about activities and figures: public data only."""

from django.conf import settings
from django.urls import reverse
from ninja import Query, Router

from activities import published
from activities.api_figures import figures_shape
from activities.api_shapes import ActivitiesShape, FiguresShape
from activities.models import Activity
from activities.models.activity import PARTICIPATION
from campaigns.lookups import campaign_of
from orgs.api_shapes import CODE, Problem, unit_shape
from orgs.lookups import region_of

router = Router(tags=["活动与数据"])
PAGE, MOST = 50, 200
CAMPAIGN = Query("", description="年份，如2024；不给出时为最近一年", examples=["2024"])
ERRORS = {404: Problem, 422: Problem}


@router.get(
    "/activities",
    response={200: ActivitiesShape, **ERRORS},
    summary="公开的活动",
    description=f"按日期由近及远排列。每次最多{MOST}条，超过的按{MOST}条给出；count为总数。",
)
def activities(
    request,
    campaign: str = CAMPAIGN,
    region: str = Query("", description=f"地区（{CODE}），含其以下各级", examples=["350000"]),
    limit: int = Query(PAGE, ge=1, description=f"条数，默认{PAGE}，最多{MOST}"),
    offset: int = Query(0, ge=0, le=10**9, description="从第几条之后开始"),
):
    found = published.activities(campaign_of(campaign), region_of(region) if region else None)
    page = found.order_by("-held_on", "-pk")[offset : offset + min(limit, MOST)]
    return {"count": found.count(), "items": [_activity(activity) for activity in page]}


@router.get(
    "/figures",
    response={200: FiguresShape, **ERRORS},
    summary="数据",
    description="一个地区本级方案的构成，及该地区和以下各级公开的方案、活动的数目；对外公布的数字照录来源。",
)
def figures(
    request,
    campaign: str = CAMPAIGN,
    region: str = Query("100000", description=f"地区（{CODE}）", examples=["350000"]),
):
    return figures_shape(campaign_of(campaign), region_of(region or "100000"))


def _activity(activity: Activity) -> dict:
    return {
        "id": activity.public_id,
        "campaign": activity.campaign.slug,
        "unit": unit_shape(activity.unit),
        **{name: getattr(activity, name) for name in ("title", "sort", "outcome", "held_on", "ends_on", "place")},
        **{name: getattr(activity, name) for name in ("text", "source")},
        "co_holders": [holder.name for holder in activity.co_holders.all()],
        **{name: _participation(activity, name) for name in PARTICIPATION},
        "plan_id": activity.plan.public_id if activity.plan_is_public else None,
        "photos": [_photo(photo) for photo in activity.pictures],
    }


def _participation(activity: Activity, name: str) -> dict | None:
    value = getattr(activity, name)
    return None if value is None else {"value": value, "qualifier": getattr(activity, f"{name}_qualifier")}


def _photo(photo) -> dict:
    path = reverse("activities:photo", args=(photo.public_id, "large", "jpg"))
    return {"url": settings.BASE_URL + path, "width": photo.width, "height": photo.height, "caption": photo.caption}
