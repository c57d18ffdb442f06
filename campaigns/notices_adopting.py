"""The message kind of 采用."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from campaigns.adopting import Adoption, amounts, taken_from_many
from campaigns.models import Obligation, Report
from orgs.choices import Topic
from orgs.models import Message, Unit
from orgs.outbox import Letter, register


@dataclass(frozen=True)
class Told:
    """What one message is about; `adoption` None when nothing is taken over any more."""

    unit: Unit
    report: Report
    adoption: Adoption | None
    owed: int | None


def adopted(message: Message) -> Letter:
    told = _about(message)
    unit, office = told.unit, told.report.unit
    amount = told.adoption.amount if told.adoption else "内容"
    body = f"{unit}：\n\n您单位报送的{amount}被{office}采用，写入《{told.report.title}》。"
    return Letter(f"{office}采用了您单位报送的{amount}", body, _page(told))


def register_all() -> None:
    register("adopted", render=adopted, still_matters=_still, topic=Topic.DECIDED, load=load)


def load(messages: Sequence[Message]) -> None:
    """What many messages are about. Four queries, however many."""
    pairs = [(message.about["unit"], message.about["report"]) for message in messages]
    units = Unit.objects.in_bulk({unit for unit, _ in pairs})
    reports = Report.objects.select_related("unit", "campaign").in_bulk({report for _, report in pairs})
    taken = taken_from_many(units, {report.campaign_id for report in reports.values()})
    owed = _answers(list(units), list(reports.values()))
    for message, (unit, pk) in zip(messages, pairs, strict=True):
        if unit in units and pk in reports:
            report = reports[pk]
            counted = amounts(taken.get((unit, report.campaign_id), ())).get(report.unit_id)
            adoption = Adoption(report.unit, *counted) if counted else None
            place = owed.get((unit, report.campaign_id, report.unit_id))
            message.loaded = Told(units[unit], report, adoption, place)


def _answers(units: list[int], reports: list[Report]) -> dict[tuple[int, int, int], int]:
    """The obligation by which each unit answered each office in a campaign: the first with a report."""
    rows: QuerySet[Obligation] = Obligation.objects.filter(
        unit__in=units,
        request__campaign__in={report.campaign_id for report in reports},
        request__unit__in={report.unit_id for report in reports},
    ).exclude(report=None)
    named = rows.order_by("-pk").values_list("unit", "request__campaign", "request__unit", "pk")
    return {(unit, campaign, office): pk for unit, campaign, office, pk in named}


def _still(message: Message) -> bool:
    return _about(message).adoption is not None


def _about(message: Message) -> Told:
    if not isinstance(message.loaded, Told):
        load([message])
    if not isinstance(message.loaded, Told):
        raise Report.DoesNotExist(f"unit or report of {message.key} is gone")
    return message.loaded


def _page(told: Told) -> str:
    """The obligation by which the unit answered that office, else the list."""
    return reverse("campaigns:obligation", args=[told.owed]) if told.owed else reverse("campaigns:reports")
