"""Logging an activity: a form, photos, a draft or a hand-in. Nothing typed and no photo sent is lost on the way."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views import View

from activities import counting, doubling, handing, logging, picturing, sending
from activities.choosing import offer
from activities.forms.logging import ActivityForm, asked_initial, fresh_submission, initial_of, likely_day
from activities.models import Activity
from activities.rescue import keep_photos
from activities.scoping import activity_for, campaign_of, entry_of, unit_of, units_of
from activities.words import as_text
from orgs.moves import StaleState
from orgs.scoping import UserRequest


class New(LoginRequiredMixin, View):
    """Log an activity: free, against an action (?item=), or a planned entry (?entry=, with ?outcome=)."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest) -> HttpResponse:
        campaign, unit = campaign_of(request), unit_of(request)
        entry, offered = entry_of(request, unit, campaign), offer(unit, campaign)
        initial = likely_day(campaign) | asked_initial(request.GET, entry, offered)
        form = ActivityForm(unit=unit, campaign=campaign, offered=offered, initial=initial)
        return _page(request, form, entry=entry)

    def post(self, request: UserRequest) -> HttpResponse:
        campaign, unit = campaign_of(request), unit_of(request)
        options: dict[str, Any] = {"unit": unit, "campaign": campaign}
        form = ActivityForm(request.POST, request.FILES, offered=offer(unit, campaign), **options)
        if not form.is_valid():
            return _rescue(request, form, status=422)
        if found := _doubled(request, form):
            return _rescue(request, form, twins=found, status=409)
        words, holders = form.words(), form.co_holders()
        options |= {"words": words, "holders": holders, "by": request.user}
        activity, new = sending.receive(submission=fresh_submission(request.POST), **options)
        return _finish(request, form, activity) if new else _again(request, form, activity)


class Edit(LoginRequiredMixin, View):
    """Change a draft or a returned activity."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.change_activity")
        if beside := _its_source(request, activity):
            return beside
        asked = asked_initial(request.GET, None, offer(activity.unit, activity.campaign), initial_of(activity))
        return _page(request, _form(activity, initial=asked), activity=activity, entry=activity.planned_as, ask=True)

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.write_activity")
        if beside := _its_source(request, activity):
            return beside
        form = _form(activity, request.POST, request.FILES, initial=initial_of(activity))
        if not form.is_valid():
            refused = _keep(request, activity)
            return _page(request, form, activity=activity, entry=activity.planned_as, refused=refused, status=422)
        words, holders, version = form.words(), form.co_holders(), form.cleaned_data["version"] or 0
        try:
            logging.change(activity=activity, words=words, holders=holders, version=version, by=request.user)
        except (logging.StaleActivity, StaleState):
            activity.refresh_from_db()
            return _both(request, form, activity)
        return _finish(request, form, activity)


def _its_source(request: UserRequest, activity: Activity) -> HttpResponse | None:
    """What was recognised in a material is confirmed beside the words it came from, nowhere else."""
    if not activity.is_proposed or activity.material is None:
        return None
    if request.method == "POST":
        messages.warning(request, "这是从材料中识别出来的，没有保存。请在这里对照来源核对、修改后确认。")
    return redirect(f"{reverse('activities:material', args=[activity.material.public_id])}?draft={activity.pk}")


def _doubled(request: UserRequest, form: ActivityForm) -> list[doubling.Twin]:
    """What may be there already, before anything is saved; nothing for a form that is only sent once more."""
    if sending.is_known(fresh_submission(request.POST)):
        return []
    words, partners = form.words(), frozenset(unit.pk for unit, _ in form.co_holders() if unit)
    event = doubling.Event(form.unit, form.campaign, words["title"], words["held_on"], partners)
    return doubling.twins(event, request.user, without=request.POST.getlist("sure"))


def _rescue(request: UserRequest, form: ActivityForm, **context) -> HttpResponse:
    """The form again, nothing saved but the photos that came with it."""
    sent, by = request.FILES.getlist("photos"), request.user
    kept, refused = keep_photos(unit=form.unit, campaign=form.campaign, typed=request.POST, files=sent, by=by)
    return _page(request, form, activity=kept, refused=refused, rescued=kept is not None, **context)


def _again(request: UserRequest, form: ActivityForm, activity: Activity) -> HttpResponse:
    """The same form sent once more: the same activity; words that differ from what stands there are shown beside it."""
    if not sending.says_the_same(activity, form.words(), form.co_holders()):
        return _both(request, form, activity)
    _keep(request, activity)  # should the first sending have died on the way; pictures that are there stay single
    if "hand_in" in request.POST and (waits := sending.finish(activity=activity, by=request.user)):
        return _waits(request, activity, waits)
    messages.info(request, "这份内容已经登记过，没有重复登记。")
    return redirect("activities:work_activity", activity.pk)


def _form(activity: Activity, *data, **options) -> ActivityForm:
    offered = offer(activity.unit, activity.campaign)
    return ActivityForm(*data, unit=activity.unit, campaign=activity.campaign, offered=offered, **options)


def _keep(request: UserRequest, activity: Activity) -> list[str]:
    """Keep the photos that came with a form that could not be saved."""
    if not activity.is_editable:
        return []
    return picturing.add_all(activity=activity, files=request.FILES.getlist("photos"), by=request.user)


def _finish(request: UserRequest, form: ActivityForm, activity: Activity) -> HttpResponse:
    """Add the photos, hand in when asked; a photo that was refused is named, and the draft waits for another."""
    refused = _keep(request, activity)
    for sentence in refused:
        messages.error(request, sentence)
    if refused:
        messages.warning(request, "其余内容和照片都已保存，活动仍是草稿。可以换一张照片，也可以直接报送。")
        return redirect("activities:edit", activity.pk)
    said = "已保存，本单位内可见，尚未报送。"
    if "hand_in" in request.POST:
        sure, said = request.POST.getlist("sure"), "已报送，请等待审核。"
        if waits := handing.hand_in(activity=activity, by=request.user, sure=sure):
            return _waits(request, activity, waits)
    messages.success(request, said)
    return redirect("activities:work_activity", activity.pk)


def _waits(request: UserRequest, activity: Activity, waits: handing.Asked) -> HttpResponse:
    """Everything is saved; the form comes back with what is to be answered, and the ticks that were given."""
    messages.warning(request, f"已存为草稿，{handing.sentence(waits)}")
    ticks = urlencode({"sure": request.POST.getlist("sure")}, doseq=True)
    return redirect(f"{reverse('activities:edit', args=[activity.pk])}?{ticks}".removesuffix("?"))


def _both(request: UserRequest, form: ActivityForm, activity: Activity) -> HttpResponse:
    """Both texts; sending the form again is then a decision, made in view of the other's words."""
    refused = _keep(request, activity)
    mine = as_text(form.words(), form.cleaned_data["holders"])
    stored = {name: getattr(activity, name) for name in logging.WORDS} | {"counters": counting.rows_of(activity)}
    theirs = as_text(stored, (holder.name for holder in activity.co_holders.all()))
    form.see(activity.version)
    return _page(request, form, activity=activity, refused=refused, mine=mine, theirs=theirs, status=409)


def _asked(request: UserRequest, form: ActivityForm, activity: Activity) -> dict[str, Any]:
    asked, sure = handing.asked_about(activity, request.user), request.GET.getlist("sure")
    form.asked = asked.with_ticks(sure)
    return {"twins": asked.twins, "repeated": asked.repeated, "sure": sure}


def _page(request: UserRequest, form: ActivityForm, *, status: int = 200, ask=False, **context) -> HttpResponse:
    empty: dict[str, Any] = {"activity": None, "entry": None, "refused": [], "mine": "", "theirs": ""}
    empty |= {"twins": [], "repeated": [], "sure": request.POST.getlist("sure"), "rescued": False}
    context |= _asked(request, form, context["activity"]) if ask and context["activity"].is_editable else {}
    context = empty | context | {"form": form, "unit": form.unit, "units": units_of(request)}
    context["entry"] = context["entry"] or form.offered.entries.get(form["under"].value() or "")
    context["most_photos"] = settings.PHOTOS_PER_ACTIVITY
    context["submission"] = fresh_submission(request.POST)
    context["keeps"] = settings.KEPT_DAYS and not context["activity"]
    return render(request, "activities/form.html", context, status=status)
