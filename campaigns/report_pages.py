"""What the pages of 报送 show: rows in, plain context out. Each page asks a constant number of questions."""

import datetime as dt

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from campaigns import report_figures
from campaigns.adopting import counted_up
from campaigns.ask_words import by_rows, words_of
from campaigns.choices import ANSWER_MOVES, AWAITED, GIVEN, Answer, Ask, Extending
from campaigns.deadline import caution, left
from campaigns.files_shown import files_of, seat_file
from campaigns.models import AnswerFile, Campaign, Extension, Obligation, Report, ReportFile, ReportHandIn, Request
from campaigns.notes import open_of
from campaigns.owed_ahead import Ahead, ahead, told
from campaigns.owed_more import missing_below
from campaigns.own_summary import offices_without
from campaigns.part_text import ADVISED, length_of
from campaigns.seal_wishes import lacking
from campaigns.sealing import may_seal
from campaigns.shutting import gone_words, is_writable
from campaigns.standing import NOT_HANDED_IN, Standing, by_request, is_mended, label, parts, stands, tally
from campaigns.workdays import today
from campaigns.writing_page import blocks
from orgs.models import User
from orgs.moves import possible
from orgs.rules import sits_at
from orgs.together import bring, together

PAGE = 60
NO_TEXT: dict = {"hand_ins": [], "blocks": [], "in_parts": False, "length": 0, "advised": ADVISED, "notes": [],
                 "loose_notes": [], "open_notes": 0, "differences": []}  # fmt: skip


def reports_page(owed: QuerySet, asked: QuerySet, user: User, campaign: Campaign | None) -> dict:
    """What the person's units owe, soonest first; and what was asked by them, with where it stands."""
    day = today()
    rows = owed.counted().filter(request__campaign=campaign).select_related("unit", "request__unit", "report")
    rows = rows.exclude(request__closed_at__isnull=False, state__in=AWAITED)
    requests = list(asked.filter(campaign=campaign).select_related("unit", "edition"))
    counts = by_request(Obligation.objects.counted().filter(request__in=requests), day)
    waiting = _waiting(requests)
    mine = list(rows.order_by("due_on", "pk"))
    return {
        "owed": [row(each, day) for each in mine],
        "own_offices": offices_without(user, mine) if campaign else [],
        "asked": [_asked(each, counts.get(each.pk), waiting.get(each.pk, 0), day) for each in requests],
        "may_ask": bool(user.reach.units("drafter", "manager")),
    }


def request_page(request: Request, state: str, number: str | None) -> dict:
    """Who has answered one request and who has not, in administrative order; `state` narrows it to one part."""
    day = today()
    related = ("unit__region", "request__unit", "report")
    owed = request.obligations.counted().select_related(*related).order_by("unit__region__path", "unit__order", "pk")
    rows = [row(each, day) for each in owed.annotate(lacks_seal=lacking())]
    counts = tally(each["standing"] for each in rows)
    waiting = [each for each in rows if each["owed"].state == Answer.HANDED_IN]
    extended = extensions_of(request)
    for each in rows:
        each["extension"] = extended.get(each["owed"].pk)
    asking = [each for each in rows if each["extension"] and each["extension"].decision == Extending.ASKED]
    lacks = [each for each in rows if each["owed"].lacks_seal]
    few = {"waiting": waiting, "extension": asking, "unsealed": lacks}
    shown = few[state] if state in few else [each for each in rows if state in ("", each["standing"].value)]
    return {
        "asked": _asked(request, counts, len(waiting), day),
        "tabs": [
            *_tabs(counts, len(waiting), state, words_of(request).nil),
            {"label": "申请延期", "url": "?state=extension", "current": state == "extension", "count": len(asking)},
            *(
                [
                    {
                        "label": "未附盖章扫描件",
                        "url": "?state=unsealed",
                        "current": state == "unsealed",
                        "count": len(lacks),
                    }
                ]
                if request.wants_seal
                else []
            ),
        ],
        "unsealed": len(lacks),
        "words": words_of(request),
        "page_obj": Paginator(shown, PAGE).get_page(number),
        "everybody": [each["owed"] for each in rows],
        "state": state if state in few or state in Standing.values else "",
    }


def owed_page(owed: Obligation, user: User) -> dict:
    """One obligation as the user may see it, and what the user may do with it now."""
    moves = possible(owed, ANSWER_MOVES)
    answers, decides = (user.has_perm(f"campaigns.{right}_obligation", owed) for right in ("answer", "decide"))
    report = owed.report if owed.report and user.has_perm("campaigns.view_report", owed.report) else None
    own = sits_at(user, owed.unit)
    concerned = own or sits_at(user, owed.request.unit)
    can_answer = answers and is_writable(owed)
    found = ahead(owed, user, report, concerned=concerned, can_answer=can_answer)
    return {
        **row(owed, today()),
        "report": report,
        "words": words_of(owed.request),
        "sees_answer": own or report is not None,
        "concerned": concerned,
        **_shown_files(found.files, found.sent, removable=can_answer, entered=owed.on_behalf),
        "may_seal": answers and owed.state == Answer.HANDED_IN and may_seal(report),
        "lacks_seal": concerned and owed.request.wants_seal and owed.state in GIVEN and not _has_seal(found),
        "may_enter": _may_enter(owed, user),
        "events": [told(each) for each in found.events],
        "can_answer": can_answer,
        "can_nil": can_answer and "declare_nil" in moves,
        "can_accept": decides and "accept" in moves,
        "can_return": decides and "send_back" in moves,
        "decides": decides,
        "return_word": "退回修改" if owed.unit.region_id != owed.request.unit.region_id else "请补充完善",
        "fitting": found.fitting,
        "below": missing_below(found.below) if own else [],
        "may_compose": can_answer and owed.unit.is_lead and not by_rows(owed.request),
        "adoptions": counted_up(found.taken),
        **_of_text(owed, report, user, can_answer),
    }


def _of_text(owed: Obligation, report: Report | None, user: User, can_answer: bool) -> dict:
    """What there is to say of an answer in words: its parts, what differs since, notes, hand-ins. Four queries at
    most."""
    by_text = not by_rows(owed.request)
    found = NO_TEXT | {"may_draft": can_answer and by_text and owed.request.kind == Ask.SUMMARY}
    if not by_text:
        return found
    rows = ReportHandIn.objects.visible_to(user).filter(obligation=owed).order_by("number")
    rows = rows.defer("text", "parts", "answers", "files")
    if report is None:  # returned: the unit's draft is its own again, what was handed in stays with the office
        return found | {"hand_ins": list(rows) if owed.first_handed_in_at else []}
    parts = report.parts.select_related("taken_unit")
    notes = owed.notes.visible_to(user).select_related("by", "settled_by")
    together(*bring(report, parts=parts), notes, rows)
    frozen = owed.state in GIVEN
    return found | {
        "hand_ins": list(rows),
        "blocks": blocks(parts, {}, notes),
        "in_parts": bool(parts),
        "length": length_of(report.text),
        "notes": list(notes),
        "loose_notes": [note for note in notes if note.part_id is None],
        "open_notes": open_of(notes),
        "differences": report_figures.since(report.figures, owed.unit, owed.request.campaign) if frozen else [],
    }


def row(owed: Obligation, day: dt.date) -> dict:
    """An obligation with its standing and the days left; `left` is empty once it is answered."""
    standing = stands(owed, day)
    awaited = standing in (Standing.NOT_DUE, Standing.OVERDUE, Standing.OPTIONAL) or owed.state == Answer.RETURNED
    gone = gone_words(owed)
    silent = gone or (is_mended(owed) and owed.due_on < day)  # its first hand-in counts for the time
    return {
        "owed": owed,
        "standing": standing,
        "label": label(standing, words_of(owed.request).nil),
        "left": left(owed.due_on, day) if awaited and not silent and standing != Standing.OPTIONAL else "",
        "gone": gone,
        "caution": caution(owed.due_on) if awaited and not gone else "",
        "answer": owed.get_state_display() if owed.state in ("handed_in", "returned", "accepted") else "",
    }


def extensions_of(request: Request) -> dict[int, Extension]:
    """Obligation → its waiting request for a later date, else the last one granted. One query."""
    rows = Extension.objects.filter(
        obligation__request=request, decision__in=(Extending.ASKED, Extending.GRANTED)
    ).order_by("decided_at", "pk")
    found = {each.obligation_id: each for each in rows if each.decision == Extending.GRANTED}
    return found | {each.obligation_id: each for each in rows if each.decision == Extending.ASKED}


def _asked(request: Request, counts: dict | None, waiting: int, day: dt.date) -> dict:
    counts = counts or tally([])
    waits = request.closed_at is None and any(counts[each] for each in NOT_HANDED_IN)
    return {
        "request": request,
        "parts": parts(counts, nil=words_of(request).nil),
        "total": sum(counts.values()),
        "waiting": waiting,
        "left": left(request.due_on, day) if waits else "",
        "url": reverse("campaigns:request", args=[request.pk]),
    }


def _waiting(requests: list[Request]) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = Obligation.objects.counted().filter(request__in=requests, state=Answer.HANDED_IN).order_by()
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


def _may_enter(owed: Obligation, user: User) -> bool:
    """代录 and 答复链接, by the office that asked, while nothing is handed in."""
    waits = owed.state not in GIVEN and owed.request.closed_at is None
    return waits and owed.released_at is None and user.has_perm("campaigns.gather_answers", owed.request)


def _shown_files(own: list[ReportFile], sent: list[AnswerFile], *, removable: bool, entered: bool) -> dict:
    """`files` of the report, with those that came by link or were entered from; `sealed` ones apart."""
    files = _files(own, removable=removable)
    return {"files": [each for each in files if not each["sealed"]] + files_of(sent, seat_file, entered=entered),
            "sealed": [each for each in files if each["sealed"]]}  # fmt: skip


def _has_seal(found: Ahead) -> bool:
    return any(file.is_sealed for file in (*found.files, *found.sent))


def _files(files: list[ReportFile], *, removable: bool) -> list[dict]:
    return [
        {
            "name": file.name,
            "size": file.size,
            "sealed": file.is_sealed,
            "url": reverse("campaigns:report_file", args=[file.public_id]),
            "remove": reverse("campaigns:report_file_remove", args=[file.public_id]) if removable else "",
        }
        for file in files
    ]
