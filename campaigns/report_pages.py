"""What the pages of 报送 show: rows in, plain context out. Each page asks a constant number of questions."""

import datetime as dt

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from campaigns import answering
from campaigns.ask_words import by_rows, words_of
from campaigns.choices import ANSWER_MOVES, Answer
from campaigns.deadline import caution, left
from campaigns.models import Campaign, Obligation, Report, Request
from campaigns.standing import Standing, by_request, label, parts, stands, tally
from campaigns.workdays import today
from orgs import audit
from orgs.models import User
from orgs.moves import possible
from orgs.rules import sits_at

PAGE = 60
WRITABLE = (Answer.OPEN, Answer.RETURNED, Answer.NIL)


def reports_page(owed: QuerySet, asked: QuerySet, user: User, campaign: Campaign | None) -> dict:
    """What the person's units owe, soonest first; and what was asked by them, with where it stands."""
    day = today()
    rows = owed.filter(request__campaign=campaign).select_related("unit", "request__unit", "report")
    requests = list(asked.filter(campaign=campaign).select_related("unit", "edition"))
    counts = by_request(Obligation.objects.filter(request__in=requests), day)
    waiting = _waiting(requests)
    return {
        "owed": [row(each, day) for each in rows.order_by("due_on", "pk")],
        "asked": [_asked(each, counts.get(each.pk), waiting.get(each.pk, 0), day) for each in requests],
        "may_ask": bool(user.reach.units("drafter", "manager")),
    }


def request_page(request: Request, state: str, number: str | None) -> dict:
    """Who has answered one request and who has not, in administrative order; `state` narrows it to one part."""
    day = today()
    related = ("unit__region", "request__unit", "report")
    owed = request.obligations.select_related(*related).order_by("unit__region__path", "unit__order", "pk")
    rows = [row(each, day) for each in owed]
    counts = tally(each["standing"] for each in rows)
    waiting = [each for each in rows if each["owed"].state == Answer.HANDED_IN]
    shown = waiting if state == "waiting" else [each for each in rows if state in ("", each["standing"].value)]
    return {
        "asked": _asked(request, counts, len(waiting), day),
        "tabs": _tabs(counts, len(waiting), state, words_of(request).nil),
        "words": words_of(request),
        "page_obj": Paginator(shown, PAGE).get_page(number),
        "state": state if state == "waiting" or state in Standing.values else "",
    }


def owed_page(owed: Obligation, user: User) -> dict:
    """One obligation as the user may see it, and what the user may do with it now."""
    moves = possible(owed, ANSWER_MOVES)
    answers, decides = (user.has_perm(f"campaigns.{right}_obligation", owed) for right in ("answer", "decide"))
    report = owed.report if owed.report and user.has_perm("campaigns.view_report", owed.report) else None
    own = sits_at(user, owed.unit)
    concerned = own or sits_at(user, owed.request.unit)
    can_answer = answers and owed.state in WRITABLE and owed.request.closed_at is None
    return {
        **row(owed, today()),
        "report": report,
        "sees_answer": own or report is not None,
        "files": [] if by_rows(owed.request) else _files(report, removable=can_answer),
        "events": _events(owed) if concerned else [],
        "can_answer": can_answer,
        "can_nil": can_answer and "declare_nil" in moves,
        "can_accept": decides and "accept" in moves,
        "can_return": decides and "send_back" in moves,
        "decides": decides,
        "return_word": "退回修改" if owed.unit.region_id != owed.request.unit.region_id else "请补充完善",
        "fitting": _fitting(owed, user) if can_answer else [],
    }


def _fitting(owed: Obligation, user: User):
    return [] if by_rows(owed.request) else answering.fitting_reports(owed, Report.objects.visible_to(user))


def row(owed: Obligation, day: dt.date) -> dict:
    """An obligation with its standing and the days left; `left` is empty once it is answered."""
    standing = stands(owed, day)
    awaited = standing in (Standing.NOT_DUE, Standing.OVERDUE, Standing.OPTIONAL) or owed.state == Answer.RETURNED
    return {
        "owed": owed,
        "standing": standing,
        "label": label(standing, words_of(owed.request).nil),
        "left": left(owed.due_on, day) if awaited and standing != Standing.OPTIONAL else "",
        "caution": caution(owed.due_on) if awaited else "",
        "answer": owed.get_state_display() if owed.state in ("handed_in", "returned", "accepted") else "",
    }


def _asked(request: Request, counts: dict | None, waiting: int, day: dt.date) -> dict:
    counts = counts or tally([])
    return {
        "request": request,
        "parts": parts(counts, nil=words_of(request).nil),
        "total": sum(counts.values()),
        "waiting": waiting,
        "left": left(request.due_on, day) if counts[Standing.NOT_DUE] or counts[Standing.OVERDUE] else "",
        "url": reverse("campaigns:request", args=[request.pk]),
    }


def _waiting(requests: list[Request]) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = Obligation.objects.filter(request__in=requests, state=Answer.HANDED_IN).order_by()
    for pk in rows.values_list("request", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def _tabs(counts: dict, waiting: int, state: str, nil: str) -> list[dict]:
    tabs = [{"label": "全部", "url": "?", "current": state == "", "count": sum(counts.values())}]
    tabs += [
        {"label": label(each, nil), "url": f"?state={each.value}", "current": state == each, "count": counts[each]}
        for each in Standing
    ]
    return [*tabs, {"label": "待审核", "url": "?state=waiting", "current": state == "waiting", "count": waiting}]


def _files(report: Report | None, *, removable: bool) -> list[dict]:
    return [
        {
            "name": file.name,
            "size": file.size,
            "url": reverse("campaigns:report_file", args=[file.public_id]),
            "remove": reverse("campaigns:report_file_remove", args=[file.public_id]) if removable else "",
        }
        for file in (report.files.all() if report else [])
    ]


def _events(owed: Obligation) -> list[dict]:
    return [
        {
            "at": event.at,
            "who": event.details.get("contact") or (str(event.actor) if event.actor else "系统"),
            "what": event.act.rpartition("·")[2],
            "note": event.details.get("reason", ""),
        }
        for event in reversed(audit.history(owed))
    ]
