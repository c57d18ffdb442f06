"""What the home page of a campaign shows. At most eleven queries."""

from django.db.models import Q

from activities import published, tiling
from activities.hiding import readable
from activities.models import Activity
from campaigns.composition import tally
from campaigns.models import Campaign, Edition
from campaigns.paper import lay_out
from campaigns.published import Document, editions
from orgs.choices import Level
from orgs.models import Region

OPENING = "启动"  # a launch ceremony says so in its name
LAUNCHES, OTHERS = 12, 6
# 1978-06-24 first notice, 1978-08-31 mobilisation, held 1978 to 1984, awards from 1979, stopped 1985, resumed 1997
HISTORY = (
    ("1978年", "6月24日首次发出开展“质量月”活动的通知，8月31日动员，当年9月开展第一个“质量月”。"),
    ("1979年", "起结合“质量月”颁发国家质量奖。"),
    ("1985年", "停办；1978年至1984年逐年开展。"),
    ("1997年", "恢复，此后每年9月开展。"),
)


def home(campaign: Campaign) -> dict:
    """The context of the template."""
    regions = list(Region.objects.filter(depth__lte=2))
    nation = next((region for region in regions if region.depth == 1), None)
    if nation is None:
        return {"campaign": campaign, "national": None}
    plans = tiling.plans_below(campaign, nation)
    levels = tiling.by_level(plans)
    held = tiling.held_below(campaign, nation)
    shown = _activities(campaign)
    national = editions(campaign).filter(plan__unit__region=nation).first()
    return {
        "campaign": campaign,
        **_national(national),
        "levels": [(label, levels[level]) for level, label in Level.choices if levels.get(level)],
        "plan_count": sum(levels.values()),
        "activity_count": sum(held.values()),
        "launches": sorted((a for a in shown if OPENING in a.title), key=lambda a: (a.held_on, a.pk)),
        "others": [a for a in shown if OPENING not in a.title],
        "announced": list(published.announced(campaign, nation)),
        "tiles": tiling.tiles(campaign, regions[1:], tiling.by_branch(plans), held),
        "history": HISTORY,
    }


def _activities(campaign: Campaign) -> list[Activity]:
    """The first launch ceremonies and the latest of the others, in two queries."""
    found = readable().filter(campaign=campaign).order_by("-held_on", "-pk")
    launches = found.filter(title__contains=OPENING).order_by("held_on", "pk")[:LAUNCHES]
    others = found.exclude(title__contains=OPENING)[:OTHERS]
    either = found.filter(Q(pk__in=launches.values("pk")) | Q(pk__in=others.values("pk")))
    return list(published.with_pictures(either.select_related("unit__region")))


def _national(edition: Edition | None) -> dict:
    if edition is None:
        return {"national": None}
    document = Document(edition)
    numbers = tally(document.contents)
    issuers = document.names("issuer")
    kinds = (("section", "方面活动内容"), ("arrangement", "项重点安排"), ("action", "项专项行动"), ("slogan", "条口号"))
    joint = [(len(issuers), "个部门联合发文")] if len(issuers) > 1 else []
    return {
        "national": edition,
        "issuers": issuers,
        "slogans": lay_out(document.contents).slogans,
        "composition": joint + [(numbers[kind]["total"], label) for kind, label in kinds],
    }
