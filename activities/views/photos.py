"""The photos of an activity: adding, words, order, cover, deleting; and the pictures behind an access check."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_safe

from activities import filming, picturing
from activities.forms.fields import PICTURES
from activities.forms.photos import arranged, ticked, ticked_films
from activities.models import Photo
from activities.photo_files import FULL
from activities.scoping import activity_for, photo_for
from activities.serving import served
from orgs.moves import StaleState
from orgs.scoping import UserRequest, fetch


class Photos(LoginRequiredMixin, View):
    """One form: words, ticks for deleting, buttons that move a photo; every button saves the words too."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.change_activity")
        context = {
            "activity": activity,
            "photos": activity.photos.all(),
            "films": activity.videos.all(),
            "accept": PICTURES,
            "film_mb": settings.VIDEO_MAX_BYTES // 1024 // 1024,
        }
        return render(request, "activities/photos.html", context)

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.write_activity")
        try:
            refused = self.save(request, activity)
        except StaleState as stale:
            messages.error(request, str(stale))
            return redirect("activities:work_activity", pk)
        for sentence in refused:
            messages.error(request, sentence)
        if not refused:
            messages.success(request, "已保存。")
        done = "done" in request.POST and not refused
        return redirect("activities:work_activity" if done else "activities:photos", pk)

    def save(self, request: UserRequest, activity) -> list[str]:
        photos, films, by = list(activity.photos.all()), list(activity.videos.all()), request.user
        if photos:
            picturing.arrange(activity=activity, by=by, **arranged(request.POST, photos))
        if gone := ticked(request.POST, photos):
            picturing.remove(photos=gone, activity=activity, by=by)
        if cut := ticked_films(request.POST, films):
            filming.remove(videos=cut, activity=activity, by=by)
        files, full = request.FILES.getlist("photos"), "keep_full" in request.POST
        refused = picturing.add_all(activity=activity, files=files, by=by, keep_full=full)
        return refused + filming.add_all(activity=activity, files=request.FILES.getlist("film"), by=by)


@require_safe
def photo(request: UserRequest, public_id: str, size: str, extension: str) -> HttpResponseBase:
    """A picture in one size and type, to those who may see its activity."""
    visible = Photo.objects.visible_to(request.user).select_related("activity", "correction__activity")
    return served(request, fetch(visible, request.user, public_id=public_id), size, extension)


@login_required
@require_safe
def photo_full(request: UserRequest, pk: int) -> HttpResponseBase:
    """As large as it came, to take away; for people inside. 404 when only the three sizes were kept."""
    found = photo_for(request, pk, "activities.fetch_full_photo")
    return served(request, found, FULL, "jpg")
