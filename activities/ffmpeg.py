"""What ffmpeg does for a video where the machine has it: notes taken out, a picture for the cover, the length.

It reads the one local file it is given, confined in memory, time and output (`confined`).
"""

import shutil
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 100
_FORMATS = {"video/mp4": ("mov", "mp4"), "video/quicktime": ("mov", "mov"), "video/webm": ("matroska", "webm")}


def is_here() -> bool:
    return shutil.which("ffmpeg") is not None


def without_notes(source: Path, target: Path, kind: str) -> bool:
    """Write the pictures and the first sound of `source` anew, as they are coded, and nothing else; whether it went."""
    reads, writes = _FORMATS[kind]
    keep = ["-map", "0:v:0", "-map", "0:a:0?", "-dn", "-sn", "-map_metadata", "-1", "-map_metadata:s", "-1"]
    plain = ["-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]
    begins = ["-movflags", "+faststart"] if writes != "webm" else []
    done = _run("ffmpeg", ["-f", reads, "-i", str(source), *keep, *plain, "-c", "copy", *begins, "-f", writes,
                           str(target)], largest=2 * source.stat().st_size + 1024 * 1024)  # fmt: skip
    return done is not None and target.exists() and target.stat().st_size > 0


def frame(source: Path, kind: str) -> bytes | None:
    """A picture of the first second as PNG; None when there is none to be had."""
    reads, _ = _FORMATS[kind]
    for at in ("1", "0"):
        what = ["-ss", at, "-f", reads, "-i", str(source), "-map", "0:v:0", "-frames:v", "1"]
        found = _run("ffmpeg", [*what, "-vf", "scale='min(2560,iw)':-2", "-f", "image2pipe", "-c:v", "png", "pipe:1"])
        if found:
            return found
    return None


def _run(program: str, words: list[str], *, largest: int = 0) -> bytes | None:
    path = shutil.which(program)
    if path is None:
        return None
    common = ["-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "1", "-protocol_whitelist", "file,pipe"]
    limits = [str(_MEMORY), str(_SECONDS), str(largest)]
    command = [sys.executable, "-m", "activities.confined", *limits, "--", path, *common, *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own words and the name of a file of our own
            command, stdin=subprocess.DEVNULL, capture_output=True, check=True, cwd=_ROOT,
            env={"PATH": "/usr/bin:/bin"}, timeout=_SECONDS,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout
