"""The writing page of a report: its parts as one document, each changed in place."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campaigns import part_numbers, parts, reporting
from campaigns.ask_words import by_rows
from campaigns.context import turn_to
from campaigns.forms.writing import AddPartForm, PartForm
from campaigns.models import Obligation, ReportPart
from campaigns.parts import StalePart
from campaigns.shutting import is_writable
from campaigns.views.answer_page import RELATED
from campaigns.writing_page import writing_page
from orgs.scoping import UserRequest, fetch, number

START: dict = {"opened": None, "stale_part": None, "part_form": None}


def _owed(request: UserRequest, pk: int) -> Obligation:
    """One that is answered by text and may be written now; else 404."""
    rows = Obligation.objects.visible_to(request.user).select_related(*RELATED)
    owed: Obligation = fetch(rows, request.user, "campaigns.answer_obligation", pk=pk)
    if by_rows(owed.request) or not is_writable(owed):
        raise Http404("not to be written in parts, or not now")
    turn_to(request, owed.request.campaign)
    return owed


def _part(request: UserRequest, owed: Obligation, pk: int) -> ReportPart:
    rows = ReportPart.objects.visible_to(request.user).select_related("report__unit", "report__campaign")
    return fetch(rows, request.user, pk=pk, report=owed.report_id)


def _page(request: UserRequest, owed: Obligation, status: int = 200, **more) -> HttpResponse:
    context = writing_page(owed, request.user) | START | {"add_form": AddPartForm(), "blank_form": AddPartForm()}
    asked = number(request.GET.get("edit")) if request.method == "GET" else 0
    block = next((block for block in context["blocks"] if block.part.pk == asked), None)
    context |= {"opened": asked, "part_form": PartForm(part=block.part)} if block else {}
    context["removed"] = "removed" in request.GET
    return render(request, "campaigns/report_writing.html", context | more, status=status)


def _done(request: UserRequest, verb: Callable, **arguments):
    """What the verb gives; None when it was refused, which is said: handed in a moment ago."""
    try:
        return verb(by=request.user, **arguments)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return None


def _back(owed: Obligation, part: ReportPart | None = None, query: str = "") -> HttpResponse:
    anchor = f"#part-{part.pk}" if part else ""
    return redirect(f"{reverse('campaigns:writing', args=[owed.pk])}{query}{anchor}")


@require_GET
@login_required
def writing(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, _owed(request, pk))


@require_POST
@login_required
def part_add(request: UserRequest, pk: int) -> HttpResponse:
    owed, form = _owed(request, pk), AddPartForm(request.POST)
    if not form.is_valid():
        return _page(request, owed, 422, add_form=form)
    try:
        report = reporting.begin(obligation=owed, by=request.user)
        after = report.parts.filter(pk=form.cleaned_data["after"] or 0).first()
        part = parts.add(report=report, after=after, by=request.user, **form.words)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, owed, 422, add_form=form)
    return _back(owed, part)


@require_POST
@login_required
def part_edit(request: UserRequest, pk: int, part: int) -> HttpResponse:
    """The first one wins; the second is shown both texts. One that was removed meanwhile can be added again."""
    owed = _owed(request, pk)
    found = ReportPart.objects.visible_to(request.user).filter(pk=part, report=owed.report_id).first()
    form = PartForm(request.POST, part=found or ReportPart(pk=part, kind="text"))
    if found is None or not form.is_valid():
        return _page(request, owed, 422, opened=part, part_form=form) if found else _gone(request, owed)
    words: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("text", "version", "level")}
    try:
        found = parts.to_change(obligation=owed, part=found, by=request.user)
        parts.edit(part=found, by=request.user, **words)
    except StalePart as stale:
        return _stale(request, owed, form, stale)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, owed, 422, opened=part, part_form=form)
    return _back(owed, found)


def _stale(request: UserRequest, owed: Obligation, form: PartForm, stale: StalePart) -> HttpResponse:
    if stale.part is None:
        return _gone(request, owed)
    form = form.carried_over(stale.part)
    return _page(request, owed, 409, opened=stale.part.pk, part_form=form, stale_part=stale)


def _gone(request: UserRequest, owed: Obligation) -> HttpResponse:
    """Somebody else removed the part: the words typed can be added again."""
    again = AddPartForm({"kind": "text", "text": request.POST.get("text", "")})
    again.full_clean()
    again.add_error(None, "在您修改期间，其他人删去了这一段。您的文字在下面，可以重新添加。")
    return _page(request, owed, 409, add_form=again)


@require_POST
@login_required
def part_remove(request: UserRequest, pk: int, part: int) -> HttpResponse:
    owed = _owed(request, pk)
    found = _part(request, owed, part)
    try:
        found = parts.to_change(obligation=owed, part=found, by=request.user)
        parts.remove(part=found, version=number(request.POST.get("version"), -1), by=request.user)
    except (StalePart, ValidationError):
        messages.error(request, "在您查看期间，其他人修改了这一段，没有删去。请看过现在的文字再决定。")
        return _page(request, owed, 409)
    return _back(owed, query="?removed=1")


@require_POST
@login_required
def part_restore(request: UserRequest, pk: int) -> HttpResponse:
    owed = _owed(request, pk)
    if owed.report is None:
        raise Http404
    report = reporting.begin(obligation=owed, by=request.user)
    part = _done(request, parts.bring_back, report=report)
    if part is None:
        messages.info(request, "没有可以恢复的段落。")
    return _back(owed, part)


@require_POST
@login_required
def part_move(request: UserRequest, pk: int, part: int) -> HttpResponse:
    """`to` is up or down, by one place."""
    owed = _owed(request, pk)
    found = parts.to_change(obligation=owed, part=_part(request, owed, part), by=request.user)
    rows = list(found.report.parts.all())
    place = rows.index(found)
    up = request.POST.get("to") == "up"
    if (up and place > 0) or (not up and place < len(rows) - 1):
        after = (rows[place - 2] if place > 1 else None) if up else rows[place + 1]
        _done(request, parts.move, part=found, after=after)
    return _back(owed, found)


@require_POST
@login_required
def numbers_update(request: UserRequest, pk: int) -> HttpResponse:
    """Put the numbers right that no longer agree, of the part named, else of all."""
    owed = _owed(request, pk)
    if owed.report is None:
        raise Http404
    named = request.POST.get("part")
    only = _part(request, owed, number(named)) if named else None
    only = parts.to_change(obligation=owed, part=only, by=request.user) if only else None
    report = reporting.begin(obligation=owed, by=request.user)
    changed = _done(request, part_numbers.put_right, report=report, only=only)
    said = f"已更新{changed}段中的数字。手工修改过的没有改动。" if changed else "没有需要更新的数字。"
    messages.success(request, said)
    return _back(owed, only)
