"""A tus client for tests, and a line that breaks where it is told to."""

import base64
import io
import random
from urllib.parse import unquote

from PIL import Image

from activities.models import Upload

UPLOADS = "/work/uploads/"


class BrokenLine(io.RawIOBase):
    """A request's body of which so many bytes arrive; then the line is silent, or resets."""

    def __init__(self, data: bytes, arrive: int, *, resets: bool):
        self.left, self.resets = io.BytesIO(data[:arrive]), resets

    def read(self, size: int = -1) -> bytes:
        piece = self.left.read(size)
        if not piece and self.resets:
            raise ConnectionResetError
        return piece


class Wire:
    """One person's browser, sending to one activity."""

    def __init__(self, client, activity, who, **words: str):
        self.client = client
        self.words = {"activity": str(activity.pk), "who": str(who.pk), "filename": "现场.jpg"} | words

    def ask(self, method: str, url: str, data: bytes = b"", **headers):
        named = {"HTTP_TUS_RESUMABLE": "1.0.0"} | headers
        return self.client.generic(method, url, data, content_type="application/offset+octet-stream", **named)

    def begin(self, size: int, **words: str):
        pairs = (self.words | words).items()
        told = ",".join(f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in pairs)
        return self.ask("POST", UPLOADS, HTTP_UPLOAD_LENGTH=str(size), HTTP_UPLOAD_METADATA=told)

    def patch(self, url: str, data: bytes, offset: int, **more):
        return self.ask("PATCH", url, data, HTTP_UPLOAD_OFFSET=str(offset), **more)

    def cut(self, url: str, data: bytes, offset: int, arrive: int, *, resets: bool):
        """A PATCH of the rest, of which `arrive` bytes come through."""
        broken = {"wsgi.input": BrokenLine(data[offset:], arrive, resets=resets)}
        return self.patch(url, data[offset:], offset, **broken)

    def offset(self, url: str) -> int:
        return int(self.ask("HEAD", url)["Upload-Offset"])

    def whole(self, data: bytes, **words: str):
        """The file in one go; the last answer."""
        url = self.begin(len(data), **words)["Location"]
        return self.patch(url, data, 0)


def message(answer) -> str:
    return unquote(answer["Upload-Message"])


def upload_at(url: str) -> Upload:
    return Upload.objects.get(public_id=url.rstrip("/").rsplit("/", 1)[1])


def noise(seed: int, side: int = 900) -> bytes:
    """A JPEG that cannot be packed, about a byte a pixel."""
    dice = random.Random(seed)  # noqa: S311  (the same pictures in every run)
    picture = Image.frombytes("RGB", (side, side), dice.randbytes(side * side * 3))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=92)
    return stream.getvalue()
