"""Handing in by a person: what is hardly meant and what may be there already is asked once; the draft is kept."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from activities import counting, logging
from activities.choices import CounterKind
from activities.doubling import Twin, event_of, repeated_pictures, twins
from activities.models import Activity, Photo
from activities.models.activity import PARTICIPATION
from activities.questioning import Question, questions, still_open, ticked
from orgs import audit
from orgs.models import User


@dataclass(frozen=True, slots=True)
class Asked:
    """What a hand-in waits for (`questions`, `twins`), and pictures that are there twice, which it does not."""

    questions: list[Question]
    twins: list[Twin]
    repeated: list[tuple[Photo, Photo]]

    def open(self, sure: Collection[str] = ()) -> int:
        """How many are not answered by the keys ticked."""
        return len(still_open(self.questions, sure)) + sum(twin.key not in sure for twin in self.twins)

    def with_ticks(self, sure: Collection[str]) -> dict[str, Question]:
        """Field → question, those answered marked so."""
        return {question.field: question for question in ticked(self.questions, sure)}


NOTHING = Asked([], [], [])


def asked_about(activity: Activity, user: User | None, *, own: Collection[int] = ()) -> Asked:
    """Everything there is to ask about a stored activity; at most five queries. `user`, `own` as `doubling.twins`."""
    region, campaign = activity.unit.region, activity.campaign
    found = questions(_words(activity), level=region.level, starts_on=campaign.starts_on, ends_on=campaign.ends_on)
    return Asked(found, twins(event_of(activity), user, own=own), repeated_pictures(activity))


@transaction.atomic
def hand_in(*, activity: Activity, by: User | None, sure: Collection[str] = ()) -> Asked | None:
    """Hand in, unless something is to be answered first: then nothing changes, and the answer tells what.

    What was answered is written into the trail. Raises as `logging.hand_in` does.
    """
    asked = asked_about(activity, by)
    if asked.open(sure):
        return asked
    logging.hand_in(activity=activity, by=by)
    said = [question.text for question in asked.questions] + ["可能重复登记" for _ in asked.twins[:1]]
    if said:
        audit.record("活动·核对后确认无误", activity, by=by, unit=activity.unit, reason="".join(said), sure=list(sure))
    return None


def sentence(asked: Asked) -> str:
    """Why a hand-in waits."""
    parts = [f"有{len(asked.questions)}处数字或日期请核对"] if asked.questions else []
    parts += ["可能已登记过同一项活动，请核对"] if asked.twins else []
    return f"尚未报送：{'；'.join(parts)}。"


def _words(activity: Activity) -> dict:
    names = ("held_on", "ends_on", *PARTICIPATION, *(f"{name}_qualifier" for name in PARTICIPATION))
    rows = [{**row, "label": CounterKind(row["kind"]).label} for row in counting.rows_of(activity)]
    return {name: getattr(activity, name) for name in names} | {"counters": rows}
