"""What an activity may be logged against: actions of the plan in force, planned annex entries, or nothing."""

from dataclasses import dataclass
from uuid import UUID

from activities.fulfilling import Line, likely_first, lines
from activities.models import Activity
from campaigns.choices import Kind
from campaigns.in_force import edition_for
from campaigns.models import AnnexEntry, Campaign, Edition, Plan
from campaigns.reading import contents
from campaigns.resolving import Contents, Resolved
from campaigns.workdays import today
from orgs.models import Unit

FREE = ("", "自行开展（不对应方案内容）")
LABEL = 48
NEAR, RECENT, LOOKED_AT = 3, 3, 20  # of each sort so many are shown at once; recent ones among so many activities
Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Offer:
    """The choices for one unit. Values: "" = free, `i<key>` = an item of the plan, `e<pk>` = an annex entry.

    `likely` are the few values to be shown first: planned and not yet done, lately used, free.
    """

    edition: Edition | None
    items: dict[str, Resolved]
    entries: dict[str, AnnexEntry]
    choices: list[tuple[str, str] | Group]
    likely: tuple[str, ...] = ("",)


def offer(unit: Unit, campaign: Campaign) -> Offer:
    """Everything the unit may choose from; seven queries at most, whatever the plan's size."""
    planned = likely_first(lines(unit, campaign), today())
    edition = edition_for(unit, campaign)
    words = contents(edition) if edition else Contents((), ())
    groups = _groups(words)
    entries = [(f"e{line.entry.pk}", _entry_label(line)) for line in planned]
    choices: list = [FREE, *([("附件所列本单位活动", entries)] if entries else []), *groups]
    offered = {value for _, group in groups for value, _ in group}
    near = [f"e{line.entry.pk}" for line in planned if not line.is_settled][:NEAR]
    recent = [value for value in _recent(unit, campaign) if value in offered][:RECENT]
    return Offer(
        edition=edition,
        items={f"i{item.key}": item for item in words.items if item.kind in (Kind.ACTION, Kind.ARRANGEMENT)},
        entries={f"e{line.entry.pk}": line.entry for line in planned},
        choices=choices,
        likely=(*near, *recent, FREE[0]),
    )


def against(offered: Offer, value: str) -> dict:
    """The activity's columns for a chosen value; an entry that belongs to an item counts for that item as well."""
    entry = offered.entries.get(value)
    item = offered.items.get(f"i{entry.item_key}" if entry else value)
    plan: Plan | None = None
    if entry is not None:
        plan = entry.edition.plan
    elif item is not None and offered.edition is not None:
        plan = offered.edition.plan
    return {
        "plan": plan,
        "planned_as": entry,
        "item_key": item.key if item else None,
        "item_root": item.root if item else None,
    }


def value_of(item_key: UUID | None, planned_as: int | None) -> str:
    """The choice that stands for an activity's columns."""
    return f"e{planned_as}" if planned_as else f"i{item_key}" if item_key else ""


def _recent(unit: Unit, campaign: Campaign) -> list[str]:
    """Items that the unit logged against lately, the latest first, each once."""
    latest = Activity.objects.confirmed().filter(unit=unit, campaign=campaign, planned_as=None).exclude(item_key=None)
    return list(
        dict.fromkeys(f"i{key}" for key in latest.order_by("-pk").values_list("item_key", flat=True)[:LOOKED_AT])
    )


def _groups(words: Contents) -> list[Group]:
    """Actions by arrangement, in the document's order; an arrangement without actions stands for itself."""
    found = []
    for arrangement in (item for item in words.items if item.kind == Kind.ARRANGEMENT):
        actions = [item for item in words.items if item.kind == Kind.ACTION and item.under == arrangement.key]
        label = _short(arrangement.heading or arrangement.text)
        found.append(
            (label, [(f"i{item.key}", _short(item.heading or item.text)) for item in actions or [arrangement]])
        )
    return found


def _entry_label(line: Line) -> str:
    day = line.entry.starts_on
    when = f"（{day.month}月{day.day}日）" if day else ""
    return f"{_short(line.entry.title)}{when}{'　已登记' if line.activities else ''}"


def _short(text: str) -> str:
    return text if len(text) <= LABEL else text[:LABEL] + "…"
