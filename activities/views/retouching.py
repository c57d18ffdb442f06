"""One photo: hide areas, cut, turn, or put another in its place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.http import require_POST

from activities import retouching
from activities.forms.fields import PICTURES
from activities.forms.retouching import RetouchForm, blank, read
from activities.imaging import PhotoError
from activities.models import Photo
from activities.retouch import RetouchError
from activities.retouching import PhotoChanged
from activities.scoping import photo_for
from orgs.moves import StaleState
from orgs.scoping import UserRequest, number


class EditPhoto(LoginRequiredMixin, View):
    """Areas in percent, drawn on the picture or typed; wrong ones come back as they were."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        return _page(request, photo_for(request, pk, "activities.change_photo"), blank())

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        photo = photo_for(request, pk, "activities.write_photo")
        form, seen = read(request.POST), number(request.POST.get("edits"))
        try:
            if not form.errors:
                retouching.retouch(photo=photo, how=form.retouch(), seen=seen, by=request.user)
                messages.success(request, "照片已处理并保存。")
                return redirect("activities:photo_edit", pk)
        except (PhotoError, RetouchError) as error:
            form.errors.append(f"{error}。")
        except (PhotoChanged, StaleState) as stale:
            return _overtaken(request, photo, stale)
        return _page(request, photo, form, status=422)


@login_required
@require_POST
def photo_replace(request: UserRequest, pk: int) -> HttpResponse:
    """Another file in the photo's place; its words, order and cover stay."""
    photo = photo_for(request, pk, "activities.write_photo")
    seen, full = number(request.POST.get("edits")), "keep_full" in request.POST
    try:
        for file in request.FILES.getlist("photo")[:1]:
            retouching.replace(photo=photo, file=file, seen=seen, by=request.user, keep_full=full)
            messages.success(request, "照片已换好，请核对说明和画面描述是否还合适。")
        if not request.FILES:
            messages.error(request, "请先选择要换上的照片。")
    except PhotoError as error:
        messages.error(request, f"没有换成：{error}。")
    except (PhotoChanged, StaleState) as stale:
        return _overtaken(request, photo, stale)
    return redirect("activities:photo_edit", pk)


def _overtaken(request: UserRequest, photo: Photo, stale: Exception) -> HttpResponse:
    """Back to the photo as it is now, or to the activity when nothing can be changed any more."""
    messages.error(request, str(stale))
    if isinstance(stale, StaleState):
        return redirect("activities:work_activity", photo.activity_id)
    return redirect("activities:photo_edit", photo.pk)


def _page(request: UserRequest, photo: Photo, form: RetouchForm, *, status: int = 200) -> HttpResponse:
    context = {"photo": photo, "activity": photo.activity, "form": form, "accept": PICTURES}
    return render(request, "activities/pictures/edit.html", context, status=status)
