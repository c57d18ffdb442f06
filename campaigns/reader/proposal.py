"""What a reading proposes: plain values and their JSON shape. Nothing here decides anything."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass
class Period:
    """The first and the last day of the campaign here, both included."""

    starts_on: date
    ends_on: date


@dataclass
class Responsibility:
    """Who does what. `scope` names the actions that the note covers; empty means the whole arrangement."""

    name: str
    role: str
    scope: list[str] = field(default_factory=list)


@dataclass
class Action:
    """A named action. `origin` is the parent's name or heading, None when none is likely enough for `confidence`."""

    name: str
    responsibilities: list[Responsibility] = field(default_factory=list)
    origin: str | None = None
    confidence: float = 0.0


@dataclass
class Arrangement:
    heading: str
    text: str = ""
    actions: list[Action] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    origin: str | None = None
    confidence: float = 0.0


@dataclass
class Passage:
    """A section or a requirement."""

    heading: str
    text: str = ""


@dataclass
class Reference:
    title: str
    document_number: str | None = None


@dataclass
class Activity:
    """A line of an annex. `unit` is the body or locality under whose name it is listed."""

    title: str
    unit: str | None = None
    starts_on: date | None = None
    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    text: str = ""
    annex: str = ""  # the number and the title of the annex it stands in; told with places only
    annex_title: str = ""


@dataclass
class Contact:
    """For use inside only."""

    name: str | None = None
    unit: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass
class Correction:
    """A slip that was probably meant otherwise. Applied in the proposal, so that a person can take it back."""

    found: str
    meant: str
    where: str
    line: int
    applied: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.found,
            "to": self.meant,
            "where": self.where,
            "line": self.line,
            "applied": self.applied,
        }


@dataclass
class Place:
    """Where something stands in the source: first and last line, counted from 1; `doubt` says why to look twice."""

    what: str
    first: int
    last: int
    doubt: str = ""


@dataclass
class ParentItem:
    """An item of the parent plan; `under` is the heading of the arrangement that an action belongs to, `key` whatever
    the caller knows the item by."""

    kind: str
    name: str
    under: str = ""
    text: str = ""
    key: str = ""


@dataclass
class ParentDocument:
    """What the aligner knows of the plan above."""

    title: str = ""
    items: list[ParentItem] = field(default_factory=list)

    def of(self, kind: str) -> list[ParentItem]:
        return [item for item in self.items if item.kind == kind]


@dataclass
class Proposal:
    """A structured draft read from a file. Whatever could not be placed stands in `unrecognised`, line by line."""

    title: str | None = None
    document_number: str | None = None
    issuers: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    issued_on: date | None = None
    period: Period | None = None
    theme: str | None = None
    slogans: list[str] = field(default_factory=list)
    sections: list[Passage] = field(default_factory=list)
    arrangements: list[Arrangement] = field(default_factory=list)
    requirements: list[Passage] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    summary_due: date | None = None
    summary_to: str | None = None
    attachments: list[str] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    unrecognised: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    plan_title: str | None = None
    opening: str | None = None

    CONTRACT = (
        "title",
        "document_number",
        "issuers",
        "addressees",
        "issued_on",
        "period",
        "theme",
        "slogans",
        "sections",
        "arrangements",
        "requirements",
        "references",
        "summary_due",
        "summary_to",
        "attachments",
        "activities",
        "contacts",
        "unrecognised",
        "opening",  # beside the keys of the contract: what it holds stood among the unrecognised
    )

    def as_json(self, *, places: bool = False) -> dict[str, Any]:
        """The contract's keys and no others; with `places` also where things stand and what was corrected."""
        told = {name: plain(getattr(self, name)) for name in self.CONTRACT}
        if places:
            told["places"] = plain(self.places)
            told["corrections"] = plain(self.corrections)
            told["source"] = list(self.source)
            told["plan_title"] = self.plan_title
        for row in told["activities"]:
            annex = {"list": row.pop("annex"), "list_title": row.pop("annex_title")}
            row.update(annex if places else {})
        return told


def plain(value: Any) -> Any:
    """Dataclasses to dictionaries, dates to ISO."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if hasattr(value, "as_json"):
        return value.as_json()
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
