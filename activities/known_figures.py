"""What activities tell a request that asks for figures the portal knows (已有数据): those handed in, as everywhere."""

from collections.abc import Collection, Mapping

from django.db.models import Count, Q, Sum
from django.urls import reverse

from activities.choices import CounterKind, Sort
from activities.figures import of_unit
from activities.models import Counter
from activities.quantities import ABOUT
from activities.report_scope import held
from activities.rolling import Figures
from campaigns import knowing
from campaigns.knowing import Known, Named
from campaigns.models import Campaign
from orgs.models import Unit

COUNTED = {
    "activities": Named("开展活动总数", "项"),
    **{f"sort.{sort.value}": Named(f"{sort.label}活动数", "项") for sort in Sort},
    "units": Named("开展活动的单位数", "个"),
    "photos": Named("照片数", "张"),
}
SUMMED = {
    "enterprises": Named("参与经营主体", "家次"),
    "workers": Named("参与一线员工", "人次"),
    "residents": Named("参与群众", "人次"),
}
COUNTERS = {f"counter.{kind.value}": Named(*(kind.label.rstrip("）").partition("（")[::2])) for kind in CounterKind}
NAMES = COUNTED | SUMMED | COUNTERS


def find(unit: Unit, campaign: Campaign, wanted: Collection[str]) -> Mapping[str, Known]:
    """The figures of the unit, and for a lead office of its region and all below. At most four queries."""
    found: dict[str, Known] = {}
    if any(name not in COUNTERS for name in wanted):
        figures = of_unit(unit, campaign)
        where, url = f"系统按已报送的{figures.activities}项活动汇总", reverse("activities:list")
        for name in wanted:
            known = _of(figures, name)
            if known is not None:
                found[name] = Known(*known, where, url)
    if any(name in COUNTERS for name in wanted):
        found |= {name: known for name, known in _counters(unit, campaign).items() if name in wanted}
    return found


def _of(figures: Figures, name: str) -> tuple[int, str] | None:
    if name in SUMMED:
        quantity = getattr(figures, name)
        return None if quantity.value is None else (quantity.value, quantity.qualifier)
    if name.startswith("sort."):
        return figures.by_sort[name.removeprefix("sort.")], ""
    return (getattr(figures, name), "") if name in COUNTED else None


def _counters(unit: Unit, campaign: Campaign) -> dict[str, Known]:
    rows = Counter.objects.filter(activity__in=held(unit, campaign).order_by().values("pk"))
    counted = rows.order_by().values_list("kind").annotate(
        sum=Sum("value"), number=Count("pk"), qualified=Count("pk", filter=~Q(qualifier=""))
    )  # fmt: skip
    url = reverse("activities:list")
    return {
        f"counter.{kind}": Known(total, ABOUT if qualified else "", f"系统按{number}项活动登记的数据汇总", url)
        for kind, total, number, qualified in counted
    }


def register_all() -> None:
    knowing.register(NAMES, find)
