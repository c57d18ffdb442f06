"""提醒报送: by hand to a selection, the words for a chat group, the call list with its results."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import call_files, chasing
from campaigns.calling_pages import call_page
from campaigns.chasing_pages import remind_page
from campaigns.forms.chasing import CallForm, ChaseForm, numbers
from campaigns.missing import Missing, Wish, is_missing
from campaigns.models import Obligation, Request
from campaigns.overdue import some
from campaigns.ranges import unpacked
from campaigns.views.asked import request_of
from orgs.scoping import UserRequest, fetch, number, require

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@login_required
def remind(request: UserRequest, pk: int) -> HttpResponse:
    """Who has not answered, ticked one by one (default: nobody), here or on the request's page (`owed`), or all.

    Turning to another page of the list (`turn`) is a POST as well: what was ticked and typed goes along."""
    found = request_of(request, pk, "campaigns.remind_units")
    sends = request.method == "POST" and not {"owed", "turn"} & set(request.POST)
    form = ChaseForm(request.POST if sends else None, owed=_owed(found) if sends else [],
                     initial={"sentence": request.POST.get("sentence", "")})  # fmt: skip
    if form.is_valid() and _chased(request, found, form):
        return _back(request, "remind", pk)
    listed = Missing(found, Wish.of(request.GET))
    page = remind_page(listed, _ticked(request, listed), all_ticked="all" in request.POST) | {"form": form}
    return render(request, "campaigns/remind.html", page, status=422 if form.errors else 200)


def _back(request: UserRequest, name: str, pk: int) -> HttpResponse:
    """To the list as it was narrowed, and to the same page of it."""
    wish = Wish.of(request.GET)
    return redirect(f"{reverse(f'campaigns:{name}', args=[pk])}?{wish.address(number(wish.page))}".rstrip("?"))


def _owed(found: Request) -> list[int]:
    """All who owe: one who has answered since the page was opened is named, not refused."""
    return list(found.obligations.order_by("pk").values_list("pk", flat=True))


def _ticked(request: UserRequest, listed: Missing) -> set[int]:
    """What was chosen one by one, on this page or another, also when the form is refused."""
    one_by_one = [*numbers(request.POST, "owed"), *numbers(request.POST, "units")]
    return {*one_by_one, *unpacked(request.POST.get("kept", ""), [row.pk for row in listed.rows])}


def _chased(request: UserRequest, found: Request, form: ChaseForm) -> bool:
    units, sentence = form.cleaned_data["chosen"], form.cleaned_data["sentence"]
    try:
        outcome = chasing.chase(request=found, obligations=units, sentence=sentence, by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    told = [str(row.unit) for row in outcome.told]
    messages.success(request, f"已提醒{len(told)}个单位：{some(told)}。")
    for sentence in outcome.sentences:
        messages.warning(request, sentence)
    return True


@require_GET
@login_required
def calls(request: UserRequest, pk: int) -> HttpResponse:
    """Numbers whole only for whoever may remind; who looked at them is on record."""
    found = request_of(request, pk)
    return _calls(request, found)


def _calls(request: UserRequest, found: Request, status: int = 200, **more) -> HttpResponse:
    whole = request.user.has_perm("campaigns.remind_units", found)
    page = call_page(Missing(found, Wish.of(request.GET)), whole=whole, also=more.get("wrong"))
    call_files.looked(request=found, rows=page["rows"], whole=whole, by=request.user)
    return render(request, "campaigns/call_list.html", page | {"form": CallForm()} | more, status=status)


@require_POST
@login_required
def note_call(request: UserRequest, pk: int) -> HttpResponse:
    rows = Obligation.objects.visible_to(request.user).select_related("unit__region", "request__unit__region")
    owed = fetch(rows, request.user, pk=pk)
    require(request.user, "campaigns.remind_units", owed.request)
    found, form = request_of(request, owed.request_id), CallForm(request.POST)
    if not form.is_valid():
        return _calls(request, found, 422, form=form, wrong=owed)
    chasing.note_call(obligation=owed, by=request.user, **form.cleaned_data)
    since = "" if is_missing(owed) else "该单位现在已经报送或不需要报送，不再列在下面。"
    messages.success(request, f"已记下与{owed.unit}的联系结果。{since}")
    wish = Wish.of(request.GET)
    return redirect(
        f"{reverse('campaigns:calls', args=[owed.request_id])}?{wish.address(number(wish.page))}".rstrip("?")
    )


@require_GET
@login_required
def call_file(request: UserRequest, pk: int) -> HttpResponse:
    """The call list as a workbook, narrowed as the page is and whole, with the same numbers as this person sees."""
    found = request_of(request, pk)
    whole = request.user.has_perm("campaigns.remind_units", found)
    content = call_files.workbook(Missing(found, Wish.of(request.GET)), whole=whole, by=request.user)
    answer = HttpResponse(content, content_type=XLSX)
    name = quote(f"电话联系表（{found.title[:60]}）.xlsx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "private, no-store"
    return answer
