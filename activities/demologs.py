"""The demonstration's activities: every sort and state, some joint, some with pictures, some ticked off an annex."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import cast

from activities import demowords as words
from activities import logging, picturing, reviewing
from activities.choices import Outcome, Sort
from activities.demoplans import Desk
from activities.demoreturns import review_again
from activities.imaging import Prepared
from activities.models import Activity
from campaigns.models import AnnexEntry, Item
from orgs.choices import Openness
from orgs.models import Unit

NUMBER = 200
WITH_PICTURE, WITH_FIGURE = 0.4, 0.6
FATES = ("draft", "handed_in", "handed_in", "returned", "accepted", "accepted", "public", "public", "public", "public")
OUTCOMES = (Outcome.HELD,) * 9 + (Outcome.PLANNED, Outcome.PLANNED, Outcome.POSTPONED, Outcome.CANCELLED)
QUALIFIERS = ("", "", "", "余", "近", "约")


def log_activities(desk: Desk, pictures: Sequence[Prepared]) -> list[Activity]:
    """About two hundred, the same each time but for the dates."""
    chance = random.Random(desk.campaign.year)  # noqa: S311  (made-up data, no secret)
    fujian = desk.office("350000")
    units = list(
        Unit.objects.filter(region__path__startswith=fujian.region.path, kind__in=("lead", "member"))
        .select_related("region")
        .order_by("pk")
    )
    near = [u for u in units if u.region.depth <= fujian.region.depth + 1] * 4 + units
    issued = Item.objects.filter(edition__plan__campaign=desk.campaign, edition__plan__unit=fujian, kind="action")
    actions = {item.heading: item for item in issued.exclude(change="withdrawn").select_related("edition__plan")}
    waiting = list(pictures)
    done = [_ticked(desk, entry, chance) for entry in _entries(desk)]
    done += [_one(desk, n, chance.choice(near), actions, chance) for n in range(NUMBER - len(done))]
    for number, activity in enumerate(done):
        while activity.outcome == Outcome.HELD and waiting and chance.random() < WITH_PICTURE:
            _picture(desk, activity, waiting.pop())
        settle(desk, activity, FATES[number % len(FATES)], chance)
    review_again(desk, done)
    return done


def _picture(desk: Desk, activity: Activity, prepared: Prepared) -> None:
    name = f"演示{len(desk.stems) + 1}.png"
    photo = picturing.keep(activity=activity, name=name, prepared=prepared, by=desk.clerk)
    desk.stems.append(photo.stem)
    picturing.arrange(activity=activity, captions={photo.pk: "演示图片（绘制）"}, by=desk.clerk)


def _entries(desk: Desk):
    """Every other line whose day has come."""
    past = AnnexEntry.objects.exclude(unit=None).filter(
        edition__plan__campaign=desk.campaign, starts_on__lte=desk.today
    )
    return past.select_related("unit__region", "edition__plan")[::2]


def _ticked(desk: Desk, entry: AnnexEntry, chance: random.Random) -> Activity:
    values = {
        "title": entry.title,
        "held_on": entry.starts_on,
        "place": entry.place,
        "planned_as": entry,
        "plan": entry.edition.plan,
        "sort": Sort.PUBLICITY,
        "text": chance.choice(words.TEXTS),
        **_figures(chance),
    }
    # entries without a unit of the portal are left out above, which a type checker cannot see
    return logging.log(unit=cast(Unit, entry.unit), campaign=desk.campaign, words=values, by=desk.clerk)


def _one(desk: Desk, number: int, unit: Unit, actions: Mapping[str, Item], chance: random.Random) -> Activity:
    outcome = OUTCOMES[number % len(OUTCOMES)]
    day = desk.day(-chance.randint(0, 12) if outcome == Outcome.HELD else chance.randint(1, 15))
    return one(desk, number, unit, day, chance, outcome=outcome, actions=actions)


def one(
    desk: Desk, number: int, unit: Unit, day: dt.date, chance: random.Random, *,
    outcome: str = Outcome.HELD, actions: Mapping[str, Item] | None = None,
) -> Activity:  # fmt: skip
    """An activity of the unit on that day, its draft; one in seven is held together with another body."""
    sort = chance.choice(list(words.TITLES))
    title = chance.choice(words.TITLES[sort])
    ahead = outcome != Outcome.HELD
    values = {
        "title": f"{words.MARK}{unit.region.short_name}{title}第{number + 1}场",
        "sort": sort,
        "outcome": outcome,
        "outcome_reason": "受天气影响" if outcome in (Outcome.POSTPONED, Outcome.CANCELLED) else "",
        "held_on": day,
        "ends_on": day + dt.timedelta(days=1) if number % 9 == 0 and ahead else None,
        "place": chance.choice(words.PLACES),
        "text": chance.choice(words.TEXTS),
        **({} if ahead else _figures(chance)),
    }
    action = (actions or {}).get(title.removesuffix("会").removesuffix("赛"))
    if action is not None:
        values |= {"plan": action.edition.plan, "item_key": action.key, "item_root": action.root}
    partner = Unit.objects.filter(region=unit.region).exclude(pk=unit.pk).first() if number % 7 == 0 else None
    holders = [(partner, partner.name if partner else "演示质量协会")] if number % 7 == 0 else []
    return logging.log(unit=unit, campaign=desk.campaign, words=values, by=desk.clerk, holders=holders)


def _figures(chance: random.Random) -> dict:
    found: dict = {}
    for name, most in (("enterprises", 60), ("workers", 300), ("residents", 900)):
        if chance.random() < WITH_FIGURE:
            qualifier = chance.choice(QUALIFIERS)
            value = chance.randint(1, most // 10) * 10 if qualifier else chance.randint(3, most)
            found |= {name: value, f"{name}_qualifier": qualifier}
    return found


def settle(desk: Desk, activity: Activity, fate: str, chance: random.Random) -> None:
    """Hand it in and decide on it, as one of FATES says."""
    if fate == "draft":
        return
    logging.hand_in(activity=activity, by=desk.clerk)
    if fate == "returned":
        reviewing.send_back(activity=activity, reason=chance.choice(words.RETURNS), by=desk.clerk)
    if fate in ("accepted", "public"):
        reviewing.accept(activity=activity, by=desk.clerk)
    if fate == "public":
        reviewing.disclose(
            activities=[activity],
            openness=Openness.PUBLIC,
            reviewer="演示审查人",
            reviewed_on=desk.today,
            by=desk.clerk,
        )
