"""Correcting what was accepted: the unit's form and steps, and the office's decision beside the list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_POST

from activities import correcting, picturing
from activities.choosing import offer
from activities.correction_form import both_texts, own_photos
from activities.forms.correcting import CorrectionForm, corrected_initial, photo_choices
from activities.forms.reviewing import CorrectionDecisionForm
from activities.models import Activity, Correction
from activities.queueing import CORRECTION
from activities.review_page import offered_to
from activities.scoping import activity_for, correction_for
from activities.views.reviewing import correction_answer, next_after
from orgs.moves import StaleState
from orgs.scoping import UserRequest

WRITE, REVIEW = "activities.report_activity", "activities.review_correction"


class Correct(LoginRequiredMixin, View):
    """Write the correction of an accepted activity: save, or hand it in at once."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, WRITE)
        now = correcting.open_for(activity)
        return _page(request, activity, _form(activity, initial=corrected_initial(activity, now)), now)

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, WRITE)
        now = correcting.open_for(activity)
        form = _form(activity, request.POST, request.FILES, initial=corrected_initial(activity, now))
        if not form.is_valid():
            return _page(request, activity, form, now, status=422)
        try:
            now = _save(request, activity, form)
        except correcting.StaleCorrection as stale:
            return _both(request, activity, form, stale.correction)
        except StaleState as stale:
            form.add_error(None, str(stale))
            return _page(request, activity, form, now, status=409)
        return _finish(request, activity, form, now)


@login_required
@require_POST
def hand_in(request: UserRequest, pk: int) -> HttpResponse:
    return _step(request, pk, correcting.hand_in, "更正已报送，请等待审核；审核通过前，原内容不变。")


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    return _step(request, pk, correcting.withdraw, "已撤回更正，修改后请重新报送。")


@login_required
@require_POST
def drop(request: UserRequest, pk: int) -> HttpResponse:
    return _step(request, pk, correcting.drop, "更正已撤销，活动保持原内容。")


class Review(LoginRequiredMixin, View):
    """The office's decision: the new words beside those that stand."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        correction = correction_for(request, pk, REVIEW)
        return correction_answer(request, correction, _decision(correction))

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        correction = correction_for(request, pk, REVIEW)
        form = _decision(correction, request.POST)
        following = next_after(request, (CORRECTION, pk))
        if form.is_valid() and _decided(request, correction, form):
            return redirect(following)
        correction = correction_for(request, pk, REVIEW)
        return correction_answer(request, correction, form, status=422)


def _decision(correction: Correction, *data) -> CorrectionDecisionForm:
    return CorrectionDecisionForm(*data, offered=offered_to(correction.activity))


def _decided(request: UserRequest, correction: Correction, form: CorrectionDecisionForm) -> bool:
    """Whether it was done; what hinders it stands in the form."""
    try:
        if "send_back" in request.POST:
            correcting.send_back(correction=correction, reason=form.cleaned_data["text"], by=request.user)
            messages.success(request, f"已请{correction.activity.unit}补充完善更正。")
        else:
            seen = request.POST.get("seen", "")
            correcting.accept(correction=correction, by=request.user, seen=seen, **form.openness())
            messages.success(request, f"“{correction.activity}”的更正已审核通过。")
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return False
    except StaleState as stale:
        form.add_error(None, str(stale))
        return False
    return True


def _step(request: UserRequest, pk: int, verb, said: str) -> HttpResponse:
    activity = activity_for(request, pk, WRITE)
    correction = correcting.open_for(activity)
    if correction is None:
        raise Http404("no open correction")
    try:
        verb(correction=correction, by=request.user)
        messages.success(request, said)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    except StaleState as stale:
        messages.error(request, str(stale))
    return redirect("activities:work_activity", pk)


def _form(activity: Activity, *data, **options) -> CorrectionForm:
    offered = offer(activity.unit, activity.campaign)
    return CorrectionForm(*data, unit=activity.unit, campaign=activity.campaign, offered=offered, **options)


def _save(request: UserRequest, activity: Activity, form: CorrectionForm) -> Correction:
    """The words, then the photos taken away; those added come last, because each may be refused by itself."""
    photos = own_photos(activity, correcting.open_for(activity))
    captions, removed, gone = photo_choices(request.POST, photos)
    words: dict[str, Any] = {"columns": form.words(), "holders": form.co_holders(), "note": form.cleaned_data["note"]}
    words |= {"version": form.cleaned_data["version"], "captions": captions, "removed": removed}
    saved = correcting.save(activity=activity, by=request.user, **words)
    if gone:
        picturing.remove(photos=gone, activity=activity, by=request.user, correction=saved)
    return saved


def _finish(request: UserRequest, activity: Activity, form: CorrectionForm, now: Correction) -> HttpResponse:
    """Add the photos, hand in when asked; a photo that was refused is named, and the correction waits for another."""
    files = request.FILES.getlist("photos")
    refused = picturing.add_all(activity=activity, files=files, by=request.user, correction=now)
    for sentence in refused:
        messages.error(request, sentence)
    if refused:
        return redirect("activities:correct", activity.pk)
    if "hand_in" in request.POST:
        return hand_in(request, activity.pk)
    messages.success(request, "更正已保存，尚未报送；原内容不变。")
    return redirect("activities:work_activity", activity.pk)


def _both(request: UserRequest, activity: Activity, form: CorrectionForm, now: Correction | None) -> HttpResponse:
    """Both texts; sending the form again is then a decision, made in view of the other's words."""
    form.see(now.version if now else None)  # type: ignore[arg-type]  # none: there is no version yet
    return _page(request, activity, form, now, status=409, **both_texts(activity, form, now))


def _page(
    request: UserRequest, activity: Activity, form: CorrectionForm, now: Correction | None, status: int = 200, **more
) -> HttpResponse:
    context = {"activity": activity, "form": form, "correction": now, "mine": "", "theirs": ""} | more
    context["photos"] = own_photos(activity, now)
    context["left_out"] = now.removed if now else []
    context["is_open"] = activity.state == "accepted" and (now is None or now.state in correcting.WRITABLE)
    return render(request, "activities/correction/form.html", context, status=status)
