"""Answers that carry a photo: conditional, in ranges, never executable, never kept by a shared cache."""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from activities.models import Photo
from activities.photo_files import TYPES, name_of

# A stored picture never changes under its address. An internal one is asked for again each time all the same, so that
# a right withdrawn holds from the next request; the answer is then a 304 without a body.
PUBLIC, INTERNAL = "private, max-age=604800, immutable", "private, no-cache"
SANDBOX = "default-src 'none'; sandbox"
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")  # longer numbers are no range of anything


def served(request: HttpRequest, photo: Photo, size: str, extension: str) -> HttpResponse:
    """The picture, or 304, 206, 416; 404 when its file is gone. `size` and `extension` come from fixed lists."""
    etag = f'"{photo.digest[:20]}-{size}-{extension}"'
    changed = int(photo.added_at.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        try:
            with default_storage.open(name_of(photo.stem, size, extension)) as file:
                response = _part(request, file.read(), etag)
        except FileNotFoundError:
            raise Http404("the picture's file is gone") from None
        response["Content-Type"] = TYPES[extension]
    activity = photo.activity
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Cache-Control"] = PUBLIC if activity.is_public else INTERNAL
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="{photo.public_id}-{size}.{extension}"'
    response["Accept-Ranges"] = "bytes"
    return response


def _part(request: HttpRequest, data: bytes, etag: str) -> HttpResponse:
    """The whole, or the one range asked for (RFC 9110 §14); several ranges at once are answered with the whole."""
    asked = _RANGE.match(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or not any(asked.groups()):
        return HttpResponse(data)
    if request.headers.get("If-Range", etag) != etag:
        return HttpResponse(data)
    first, last = asked.groups()
    start = int(first) if first else max(0, len(data) - int(last))
    end = min(int(last), len(data) - 1) if first and last else len(data) - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
    headers = {"Content-Range": f"bytes {start}-{end}/{len(data)}"}
    return HttpResponse(data[start : end + 1], status=206, headers=headers)
