"""The open interface about regions."""

from ninja import Query, Router

from orgs.api_shapes import CODE, Problem, RegionShape
from orgs.lookups import region_of
from orgs.models import Region

router = Router(tags=["地区"])


@router.get(
    "/regions",
    response={200: list[RegionShape], 404: Problem, 422: Problem},
    summary="地区",
    description="按行政区划次序排列。给出under时只列该地区的下一级；不给出时列出全部地区。",
)
def regions(request, under: str = Query("", description=f"上一级地区的代码（{CODE}）", examples=["350000"])):
    codes = dict(Region.objects.values_list("path", "code"))
    found = Region.objects.just_below(region_of(under)) if under else Region.objects.all()
    return [
        {
            "code": region.code,
            "name": region.name,
            "short_name": region.short_name,
            "level": region.level,
            "parent": codes.get(region.path[: -Region.steplen]),
            "children": region.numchild,
        }
        for region in found
    ]
