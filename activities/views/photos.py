"""The photos of an activity: adding, captions, order, deleting; and the pictures themselves behind an access check."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_safe

from activities import picturing
from activities.forms.photos import arranged, ticked
from activities.models import Photo
from activities.scoping import activity_for
from activities.serving import served
from orgs.moves import StaleState
from orgs.scoping import UserRequest, fetch


class Photos(LoginRequiredMixin, View):
    """One form: captions, ticks for deleting, buttons that move a photo; every button saves the captions too."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        activity = activity_for(request, pk, "activities.change_activity")
        return render(request, "activities/photos.html", {"activity": activity, "photos": activity.photos.all()})

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
            messages.success(request, "照片已保存。")
        done = "done" in request.POST and not refused
        return redirect("activities:work_activity" if done else "activities:photos", pk)

    def save(self, request: UserRequest, activity) -> list[str]:
        photos = list(activity.photos.all())
        captions, order = arranged(request.POST, photos)
        if photos:
            picturing.arrange(activity=activity, captions=captions, order=order, by=request.user)
        gone = ticked(request.POST, photos)
        if gone:
            picturing.remove(photos=gone, activity=activity, by=request.user)
        return picturing.add_all(activity=activity, files=request.FILES.getlist("photos"), by=request.user)


@require_safe
def photo(request: UserRequest, public_id: str, size: str, extension: str) -> HttpResponse:
    """A picture in one size and type, to those who may see its activity."""
    visible = Photo.objects.visible_to(request.user).select_related("activity")
    return served(request, fetch(visible, request.user, public_id=public_id), size, extension)
