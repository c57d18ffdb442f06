"""The cases' message kinds: one put forward waits for an answer; an answer was given."""

from django.urls import reverse
from django.utils import timezone

from activities.models import PutForward
from orgs import outbox
from orgs.choices import Topic
from orgs.models import Message, Seat, Unit
from orgs.outbox import Letter


def tell_office(received: PutForward) -> None:
    """Tell the posts at the office that a case was put forward."""
    _post("case_put_forward", received, [received.office], ("manager", "reviewer"))


def tell_unit(received: PutForward) -> None:
    """Tell the unit that wrote it, and the office that passed it on, what was answered."""
    units = [received.case.unit] if received.sent_from_id == received.case.unit_id else [
        received.case.unit, received.sent_from]  # fmt: skip
    _post("case_answered", received, units, ("reporter", "manager"))


def put_forward(message: Message) -> Letter:
    found = _of(message)
    body = f"{found.sent_from}推荐了典型案例“{_title(found)}”，请处理：采用、留存或请补充完善。"
    return Letter(f"典型案例待处理：{_title(found)}"[:200], body, _page(found))


def answered(message: Message) -> Letter:
    found = _of(message)
    note = f"\n\n意见：{found.note}" if found.note else ""
    body = f"{found.office}对典型案例“{_title(found)}”的处理：{found.get_answer_display()}。{note}"
    return Letter(f"典型案例{found.get_answer_display()}：{_title(found)}"[:200], body, _page(found))


def register_all() -> None:
    arrived, decided = Topic.ARRIVED, Topic.DECIDED
    outbox.register("case_put_forward", render=put_forward, still_matters=lambda m: _is(m, ""), topic=arrived)
    outbox.register("case_answered", render=answered, still_matters=lambda m: not _is(m, ""), topic=decided)


def _post(kind: str, received: PutForward, units: list[Unit], roles: tuple[str, ...]) -> None:
    seats = Seat.objects.current().filter(unit__in=units, role__in=roles).select_related("user")
    key = f"{kind}:{received.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post(kind, key=key, seats=seats, about={"put_forward": received.pk})


def _of(message: Message) -> PutForward:
    found = PutForward.objects.select_related("case", "office", "sent_from")
    return found.get(pk=message.about["put_forward"])


def _title(found: PutForward) -> str:
    return found.words.get("title", "")  # as it was put forward: what the unit writes since is not the office's to read


def _is(message: Message, answer: str) -> bool:
    return PutForward.objects.filter(pk=message.about["put_forward"], answer=answer).exists()


def _page(found: PutForward) -> str:
    return reverse("activities:case", args=[found.case_id])
