"""HEIC photos, decoded by a process of their own (`heif_child`) that may hold only what their size deserves."""

import base64
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from activities.heif_child import SECONDS

_ROOT = Path(__file__).resolve().parents[1]
_BASE = 70 * 1024 * 1024  # the interpreter and the libraries
_PER_PIXEL = 9  # bytes: colours as they are coded, as they are shown, and the picture made of them
_ONE = threading.Semaphore(1)  # in each server process; several large photos at once would fill a small machine


@dataclass(frozen=True, slots=True)
class Decoded:
    """`size` is that of the whole photo, upright; `picture` may be smaller. Blocks are empty when there are none."""

    size: tuple[int, int]
    picture: Image.Image
    exif: bytes
    profile: bytes


def decoded(data: bytes, side: int, *, pixels: int) -> Decoded:
    """The photo upright, no side longer than `side` (0: only its head). `pixels` is what its header claims.

    Raises ValueError for whatever a broken or lying file brings about.
    """
    command = [sys.executable, "-m", "activities.heif_child", str(side), str(_BASE + _PER_PIXEL * pixels)]
    alone = {"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "1"}  # no word of the settings' secrets
    try:
        with _ONE:
            done = subprocess.run(  # noqa: S603 - our own program, with numbers as arguments
                command, input=data, capture_output=True, check=True, cwd=_ROOT, env=alone, timeout=2 * SECONDS
            )
        head, _, body = done.stdout.partition(b"\n")
        told = json.loads(head)
        picture = Image.frombuffer(told["mode"], tuple(told["picture"]), body, "raw", told["mode"], 0, 1)
    except (subprocess.SubprocessError, OSError, KeyError) as error:
        raise ValueError("the HEIC decoder gave nothing") from error
    exif, profile = (base64.b64decode(told[name]) for name in ("exif", "profile"))
    return Decoded(tuple(told["size"]), picture, exif, profile)
