"""The tus endpoint: files come in pieces and go on where the line broke. An upload is its sender's alone."""

from collections.abc import Iterator
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date
from django.views import View

from activities import tus, uploading
from activities.forms.logging import submission_of
from activities.models import Upload
from activities.scoping import activity_for
from activities.views.signed_in import asked_to_log_in, is_other_person
from orgs.scoping import fetch, number, require

PIECE = 256 * 1024  # what is waited for at most before it is confirmed


class Tus(View):
    """What all answers of the protocol have in common."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return asked_to_log_in(request)
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != tus.VERSION:
            answer: HttpResponseBase = HttpResponse(status=412, headers={"Tus-Version": tus.VERSION})
        else:
            answer = self.answer(request, *args, **kwargs)
        answer["Tus-Resumable"], answer["Cache-Control"] = tus.VERSION, "no-store"
        return answer

    def answer(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except uploading.UploadRefused as refused:
            return said(str(refused), refused.status)
        except uploading.OffsetConflict:
            return said("与已收到的部分接不上，请从断开处继续。", 409)
        except Upload.DoesNotExist:  # ended or swept while this request was under way
            return said("这个文件的上传已取消，请重新上传。", 404)
        except OSError:  # the disk is full or away; what was confirmed before stays
            return said("系统存储空间不足，已收到的部分仍然保留，请稍后再试。", 507)


class Uploads(Tus):
    """Announce a file: Upload-Length, and in Upload-Metadata `activity`, `filename`, `who`, `full`."""

    http_method_names = ["post", "options"]

    def options(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        most = str(settings.PHOTO_MAX_BYTES)
        words = {"Tus-Version": tus.VERSION, "Tus-Extension": tus.EXTENSIONS, "Tus-Max-Size": most}
        return HttpResponse(status=204, headers=words)

    def post(self, request) -> HttpResponse:
        words, size = tus.metadata(request.headers.get("Upload-Metadata", "")), request.headers.get("Upload-Length")
        if is_other_person(request, words.get("who")):
            return said("登录的不是填写这份内容的人，没有发送。", 403)
        if tus.length(size) is None:
            return said("没有说明文件大小。", 400)
        activity = activity_for(request, number(words.get("activity")), "activities.write_activity")
        name, wanted = words.get("filename", ""), words.get("full") == "1"
        more = {"submission": submission_of(words), "wants_full": wanted, "by": request.user}
        upload = uploading.begin(activity=activity, name=name, size=tus.length(size) or 0, **more)
        place = reverse("activities:upload", args=[upload.public_id])
        return HttpResponse(status=201, headers={"Location": place, **expires(upload)})


class OneUpload(Tus):
    """HEAD says how far it is, PATCH goes on, DELETE ends it. `Upload-State` says what became of a whole file."""

    http_method_names = ["head", "patch", "delete"]

    def head(self, request, public_id: str) -> HttpResponse:
        upload = uploading.settle(upload=own(request, public_id))
        length = {"Upload-Length": str(upload.size)}
        return HttpResponse(headers=length | progress(upload, uploading.offset_of(upload)))

    def patch(self, request, public_id: str) -> HttpResponse:
        upload, offset = own(request, public_id), tus.length(request.headers.get("Upload-Offset"))
        if request.content_type != tus.PIECE_TYPE:
            return said("内容格式不对。", 415)
        if offset is None:
            return said("没有说明从哪里继续。", 400)
        offset = uploading.append(upload=upload, offset=offset, pieces=pieces(request))
        return HttpResponse(status=204, headers=progress(uploading.settle(upload=upload), offset))

    def delete(self, request, public_id: str) -> HttpResponse:
        uploading.cancel(upload=own(request, public_id))
        return HttpResponse(status=204)


def own(request, public_id: str) -> Upload:
    """The person's upload; only ended, no more looked into or gone on with, once they may not write the activity."""
    visible = Upload.objects.visible_to(request.user).select_related("activity__unit__region")
    found = fetch(visible, request.user, public_id=public_id)
    if request.method != "DELETE" and found.activity is not None:
        require(request.user, "activities.write_activity", found.activity)
    return found


def pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body as it arrives; a line that breaks ends it, and what has come so far counts."""
    while True:
        try:
            piece = request.read(PIECE)
        except OSError:  # Django's UnreadablePostError is one
            return
        if not piece:
            return
        yield piece


def progress(upload: Upload, offset: int) -> dict[str, str]:
    state = {"Upload-State": upload.state, "Upload-Message": quote(upload.message)}
    return {"Upload-Offset": str(offset), **state, **expires(upload)}


def expires(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(upload.expires_at.timestamp())}


def said(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
