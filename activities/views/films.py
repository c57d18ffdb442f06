"""Videos of activities, behind an access check."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from activities.models import Video
from activities.serving_films import served_film, served_poster
from orgs.scoping import UserRequest, fetch


@require_safe
def film(request: UserRequest, public_id: str) -> HttpResponseBase:
    """A video, to those who may see its activity."""
    return served_film(request, _video(request, public_id))


@require_safe
def poster(request: UserRequest, public_id: str) -> HttpResponseBase:
    """The picture that stands for it until it plays."""
    return served_poster(request, _video(request, public_id))


def _video(request: UserRequest, public_id: str) -> Video:
    visible = Video.objects.visible_to(request.user).select_related("activity")
    return fetch(visible, request.user, public_id=public_id)
