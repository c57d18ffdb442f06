"""The program that decodes one HEIC photo, apart from the server: `python -m activities.heif_child SIDE BYTES < photo`.

Its decoder is a large body of C++ that hostile files are made for. Here it may hold so many BYTES and no more, and when
it falls it takes nothing along. Answers with a line of JSON and the pixels; anything else means that it failed.
"""

import base64
import io
import json
import resource
import sys

SECONDS = 30


def main(side: int, most: int) -> None:
    """Write the photo upright, no side longer than `side`; with 0 only what its head says."""
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pillow_heif  # after the limits are set, so that they hold for what it brings along
    from PIL import Image  # for the same reason

    from activities import pixels  # likewise

    pillow_heif.options.THUMBNAILS = False  # the picture within may show what the photo no longer does
    pillow_heif.options.DECODE_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None  # sizes were judged before
    image = pillow_heif.HeifImageFile(io.BytesIO(sys.stdin.buffer.read()))
    told = {"size": image.size, "exif": _text(image.info.get("exif")), "profile": _text(image.info.get("icc_profile"))}
    picture = pixels.load(image, side) if side else Image.new("L", (1, 1))
    told |= {"mode": picture.mode, "picture": picture.size}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture.tobytes())


def _text(block: bytes | None) -> str:
    return base64.b64encode(block or b"").decode()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
