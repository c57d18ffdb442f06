"""段落意见 and 历次报送: what the asking office remarked, and what was handed in each time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campaigns import notes
from campaigns.context import turn_to
from campaigns.forms.writing import NoteForm
from campaigns.hand_in_page import hand_ins_page
from campaigns.models import Obligation, ReportNote, ReportPart
from campaigns.views.answer_page import RELATED
from orgs.moves import StaleState
from orgs.scoping import UserRequest, fetch, number, require, safe_next


@require_GET
@login_required
def hand_ins(request: UserRequest, pk: int) -> HttpResponse:
    """`new` and `old` are the numbers of the hand-in looked at and of the one it is compared with."""
    owed = fetch(Obligation.objects.visible_to(request.user).select_related(*RELATED), request.user, pk=pk)
    turn_to(request, owed.request.campaign)
    old, new = (number(request.GET.get(name)) for name in ("old", "new"))
    context = hand_ins_page(owed, request.user, old, new)
    if not context["rows"]:
        raise Http404("nothing was handed in, or not to the user's unit")
    return render(request, "campaigns/report_hand_ins.html", context)


@require_POST
@login_required
def note_add(request: UserRequest, pk: int) -> HttpResponse:
    rows = Obligation.objects.visible_to(request.user).select_related(*RELATED)
    owed, form = fetch(rows, request.user, "campaigns.decide_obligation", pk=pk), NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "意见没有保存：" + "".join(each for rows in form.errors.values() for each in rows))
        return redirect("campaigns:obligation", pk=pk)
    words = {name: form.cleaned_data[name] for name in ("text", "quoted")}
    part = ReportPart.objects.visible_to(request.user).filter(pk=form.cleaned_data["part"] or 0).first()
    try:
        notes.add(obligation=owed, part=part, by=request.user, **words)
    except (ValidationError, StaleState) as refused:
        said = refused.messages[0] if isinstance(refused, ValidationError) else str(refused)
        messages.error(request, f"{said}您刚才填写的意见：{words['text']}")
    return redirect(reverse("campaigns:obligation", args=[pk]) + (f"#part-{part.pk}" if part else "#notes"))


@require_POST
@login_required
def note_settle(request: UserRequest, pk: int) -> HttpResponse:
    note = _note(request, pk)
    require(request.user, "campaigns.answer_obligation", note.obligation)
    notes.settle(note=note, by=request.user)
    return redirect(safe_next(request, reverse("campaigns:obligation", args=[note.obligation_id])))


@require_POST
@login_required
def note_take_back(request: UserRequest, pk: int) -> HttpResponse:
    note = _note(request, pk)
    require(request.user, "campaigns.decide_obligation", note.obligation)
    if not notes.take_back(note=note, by=request.user):
        messages.error(request, "这条意见已经处理，不能撤回。")
    return redirect("campaigns:obligation", pk=note.obligation_id)


def _note(request: UserRequest, pk: int) -> ReportNote:
    rows = ReportNote.objects.visible_to(request.user).select_related("obligation__unit", "obligation__request__unit")
    return fetch(rows, request.user, pk=pk)
