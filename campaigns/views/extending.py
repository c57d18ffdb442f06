"""延期 of one answer: the unit asks, the office that asked decides; each from the answer's page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaigns import extending
from campaigns.deadline import spoken
from campaigns.forms.extending import AskForm, DecideForm, GrantForm
from campaigns.models import Extension
from campaigns.views.reporting import _do, _owed, _page
from orgs.scoping import UserRequest, number


@require_POST
@login_required
def report_extension(request: UserRequest, pk: int) -> HttpResponse:
    """The unit asks for a later date."""
    owed = _owed(request, pk, "campaigns.answer_obligation")
    form = AskForm(request.POST, prefix="extension")
    if not form.is_valid():
        return _page(request, owed, 422, extension_form=form)
    try:
        extending.ask(obligation=owed, by=request.user, **form.cleaned_data)
    except ValidationError as refused:  # the words stay in the form; where one waits there is none
        messages.error(request, f"{refused.messages[0]}您刚才填写的原因：{form.cleaned_data['reason']}")
        return _page(request, _owed(request, pk), 422, extension_form=form)
    messages.success(request, f"已向{owed.request.unit}申请延期，答复后会通知您。答复以前，截止日期不变。")
    return redirect("campaigns:obligation", pk=pk)


@require_POST
@login_required
def report_extension_take_back(request: UserRequest, pk: int) -> HttpResponse:
    owed = _owed(request, pk, "campaigns.answer_obligation")
    extension = _seen(owed, request)
    return _do(request, owed, "已撤回延期申请。", extending.take_back, extension=extension)


@require_POST
@login_required
def report_extension_decide(request: UserRequest, pk: int) -> HttpResponse:
    """Grant, refuse, or grant without having been asked."""
    owed = _owed(request, pk, "campaigns.decide_obligation")
    if request.POST.get("do") == "give":
        return _given(request, owed)
    form = DecideForm(request.POST, prefix="decide")
    if not form.is_valid():
        return _page(request, owed, 422, decide_form=form)
    return _decided(request, owed, form, _seen(owed, request))


def _decided(request: UserRequest, owed, form: DecideForm, extension: Extension) -> HttpResponse:
    note, until = form.cleaned_data["note"], form.cleaned_data["until"] or extension.until
    if request.POST.get("do") == "refuse":
        return _do(request, owed, "已答复不同意延期，对方会收到通知。", extending.refuse, typed=note,
                   extension=extension, note=note)  # fmt: skip
    said = f"已同意延期至{spoken(until)}，对方会收到通知。"
    return _do(request, owed, said, extending.grant, typed=note, extension=extension, until=until, note=note)


def _given(request: UserRequest, owed) -> HttpResponse:
    form = GrantForm(request.POST, prefix="give")
    if not form.is_valid():
        return _page(request, owed, 422, give_form=form)
    said = f"已延期至{spoken(form.cleaned_data['until'])}，对方会收到通知。"
    return _do(request, owed, said, _give, typed=form.cleaned_data["reason"], obligation=owed, **form.cleaned_data)


def _give(obligation, until, reason, by) -> None:
    if not extending.grant_unasked(obligations=[obligation], until=until, reason=reason, by=by):
        raise ValidationError(f"现在的截止日期是{spoken(obligation.due_on)}，延期日期应晚于它，没有变动。")


def _seen(owed, request: UserRequest) -> Extension:
    """The extension the person saw, of this answer and no other."""
    prefix = "decide-" if "decide-extension" in request.POST else ""
    return get_object_or_404(owed.extensions.select_related("obligation__unit", "obligation__request__unit"),
                             pk=number(request.POST.get(f"{prefix}extension")))  # fmt: skip
