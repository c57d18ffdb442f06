"""汇编: choosing among the proposals of a 征集, seeing how they will read, taking them into a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaigns import compiling
from campaigns.ask_words import is_collecting
from campaigns.compiling_page import drafts_for, page, preview
from campaigns.drafts import NotEditable
from campaigns.forms.compiling import CompileForm
from campaigns.models import Request
from campaigns.views.gathering_links import gathered
from orgs.scoping import UserRequest, number, require


@require_http_methods(["GET", "POST"])
@login_required
def compile_proposals(request: UserRequest, pk: int) -> HttpResponse:
    asked = gathered(request, pk)
    if not is_collecting(asked):
        raise Http404
    drafts = drafts_for(asked, request.user)
    form = CompileForm(request.POST or None, drafts=drafts, year=asked.campaign.year)
    if request.method == "GET":
        return _page(request, asked, form)
    ticked = {number(each) for each in request.POST.getlist("proposal")}
    try:
        return _done(request, asked, form, ticked)
    except (ValidationError, NotEditable) as refused:
        form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
        return _page(request, asked, form, 409 if isinstance(refused, NotEditable) else 422, ticked=ticked)


def _done(request: UserRequest, asked: Request, form: CompileForm, ticked: set[int]) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "decline" or do.startswith("restore-"):
        return _set_aside(request, asked, do, ticked)
    if not form.is_valid():
        return _page(request, asked, form, 422, ticked=ticked)
    edition, heads = form.cleaned_data["edition"], form.heads
    require(request.user, "campaigns.edit_edition", edition)
    if do != "compile":
        return _page(
            request, asked, form, ticked=ticked, annexes=preview(edition, asked, ticked, heads), edition=edition
        )
    made = compiling.compile_into(edition=edition, request=asked, proposals=ticked, heads=heads, by=request.user)
    said = f"已列入活动{made.activities}项、口号{made.slogans}条、主题{made.themes}条。"
    messages.success(request, said if made.total else "所选建议都已在草稿中，没有重复列入。")
    return redirect("campaigns:draft_annex" if made.activities else "campaigns:draft", edition.pk)


def _set_aside(request: UserRequest, asked: Request, do: str, ticked: set[int]) -> HttpResponse:
    if do == "decline":
        count = compiling.decline(request=asked, proposals=ticked, by=request.user)
        messages.success(
            request, f"已将{count}条标为不列入。" if count else "没有可以标为不列入的建议；已列入的请先从草稿中删除。"
        )
    else:
        compiling.reconsider(request=asked, proposal=number(do.partition("-")[2]), by=request.user)
    return redirect("campaigns:compile", asked.pk)


def _page(request: UserRequest, asked: Request, form: CompileForm, status: int = 200, **more) -> HttpResponse:
    drafts = form.fields["edition"].queryset
    context = page(asked, more.pop("ticked", None)) | {"form": form, "annexes": None, "edition": None,
                                                       "has_drafts": bool(drafts)}  # fmt: skip
    return render(request, "campaigns/compile.html", context | more, status=status)
