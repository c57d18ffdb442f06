"""Requests that a page's script sends by itself, perhaps long after the page was opened: who is logged in now?"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

OTHER = "登录的不是填写这份内容的人，没有发送。请用原来的账号重新登录。"


def asked_to_log_in(request: HttpRequest) -> HttpResponse:
    """401 for a script, which would take the log-in page for an answer; the log-in page for a person."""
    if "Tus-Resumable" in request.headers or request.headers.get("Accept") == "application/json":
        return JsonResponse({"say": "登录已过期，请重新登录。"}, status=401)
    return redirect_to_login(request.get_full_path())


def is_other_person(request: HttpRequest, who: str | None) -> bool:
    """Whether the page was made for somebody else than who is logged in by now."""
    return who != str(request.user.pk)


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the view answer only to the person the page was made for (`who` among the fields)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return asked_to_log_in(request)
        if is_other_person(request, request.POST.get("who")):
            return JsonResponse({"why": "who", "say": OTHER}, status=403)
        return view(request, *args, **kwargs)

    return guarded
