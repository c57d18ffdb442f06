"""Answers that carry a photo: conditional, in ranges, never executable, never kept by a shared cache."""

import datetime as dt
import re
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from activities.models import Photo
from activities.photo_files import FULL, TYPES, name_of

# A stored picture never changes under its address. An internal one is asked for again each time all the same, so that
# a right withdrawn holds from the next request; the answer is then a 304 without a body.
PUBLIC, INTERNAL = "private, max-age=604800, immutable", "private, no-cache"
SANDBOX = "default-src 'none'; sandbox"
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")  # longer numbers are no range of anything


@dataclass(frozen=True, slots=True)
class Stored:
    """Files of one picture: where they lie, and what their answers say of them."""

    stem: str
    public_id: str
    digest: str
    added_at: dt.datetime
    is_public: bool


def served(request: HttpRequest, photo: Photo, size: str, extension: str) -> HttpResponseBase:
    """The picture, or 304, 206, 416; 404 when its file is gone. `size` and `extension` come from fixed lists."""
    is_public = photo.activity.is_public and photo.correction_id is None and size != FULL
    found = Stored(photo.stem, photo.public_id, photo.digest, photo.added_at, is_public)
    return serve(request, found, size, extension)


def serve(request: HttpRequest, picture: Stored, size: str, extension: str) -> HttpResponseBase:
    etag = f'"{picture.digest[:20]}-{size}-{extension}"'
    changed = int(picture.added_at.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        try:
            with default_storage.open(name_of(picture.stem, size, extension)) as file:
                response = _part(request, file.read(), etag)
        except FileNotFoundError:
            raise Http404("the picture's file is gone") from None
        response["Content-Type"] = TYPES[extension]
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Cache-Control"] = PUBLIC if picture.is_public else INTERNAL
    return shut_in(response, f"{picture.public_id}-{size}.{extension}", download=size == FULL)


def shut_in(response: HttpResponseBase, name: str, *, download: bool = False) -> HttpResponseBase:
    """The headers that keep a file from being run as anything."""
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'{"attachment" if download else "inline"}; filename="{name}"'
    response["Accept-Ranges"] = "bytes"
    return response


def _part(request: HttpRequest, data: bytes, etag: str) -> HttpResponse:
    """The whole, or the one range asked for."""
    found = asked_range(request, len(data), etag)
    if found is None:
        return HttpResponse(data)
    if not found:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
    headers = {"Content-Range": f"bytes {found.start}-{found.stop - 1}/{len(data)}"}
    return HttpResponse(data[found.start : found.stop], status=206, headers=headers)


def asked_range(request: HttpRequest, length: int, etag: str) -> range | None:
    """The one range asked for (RFC 9110 §14), empty when it lies beyond the end; None when the whole is to be sent:
    also to whoever asks for several ranges at once, or for a part of another version."""
    asked = _RANGE.match(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or not any(asked.groups()):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    start = int(first) if first else max(0, length - int(last))
    end = min(int(last), length - 1) if first and last else length - 1
    return range(start, end + 1) if start <= end else range(0)
