"""Answers that carry a video: in ranges, read from the storage by the piece, never a whole file in memory."""

from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from activities.films import EXTENSIONS
from activities.models import Video
from activities.serving import INTERNAL, PUBLIC, Stored, asked_range, serve, shut_in

_PIECE = 256 * 1024


def served_film(request: HttpRequest, video: Video) -> HttpResponseBase:
    """The video, or 304, 206, 416; 404 when its file is gone."""
    etag, changed = f'"{video.digest[:20]}"', int(video.added_at.timestamp())
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        response = _streamed(request, video, etag)
        response["Content-Type"] = video.media_type
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Cache-Control"] = PUBLIC if video.activity.is_public else INTERNAL
    return shut_in(response, f"{video.public_id}.{EXTENSIONS[video.media_type]}")


def served_poster(request: HttpRequest, video: Video) -> HttpResponseBase:
    """The picture that stands for the video; 404 when it has none."""
    if not video.poster_stem:
        raise Http404("the video has no poster")
    poster = Stored(video.poster_stem, video.public_id, video.digest, video.added_at, video.activity.is_public)
    return serve(request, poster, "medium", "jpg")


def _streamed(request: HttpRequest, video: Video, etag: str) -> HttpResponseBase:
    wanted = asked_range(request, video.size, etag)
    if wanted is not None and not wanted:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{video.size}"})
    part, status = (range(video.size), 200) if wanted is None else (wanted, 206)
    try:
        file = default_storage.open(str(video.file.name))
    except FileNotFoundError:
        raise Http404("the video's file is gone") from None
    response = StreamingHttpResponse(_Pieces(file, part), status=status)
    response["Content-Length"] = str(len(part))
    if wanted is not None:
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{video.size}"
    return response


class _Pieces:
    """The part by the piece; closed by the answer, also when the other side has gone before the first one."""

    def __init__(self, file: File, part: range) -> None:
        file.seek(part.start)
        self.file, self.left = file, len(part)

    def __iter__(self) -> Iterator[bytes]:
        while self.left:
            piece = self.file.read(min(_PIECE, self.left))
            if not piece:
                return
            self.left -= len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()
