"""The two things worth keeping of a photo's EXIF block: which side is up, and when it was taken."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PIL import Image

BEIJING = ZoneInfo("Asia/Shanghai")

_ORIENTATION, _DETAILS = 0x0112, 0x8769
_TAKEN = ((0x9003, 0x9011), (0x9004, 0x9012))  # original, digitised: date, and its offset from UTC


def read(raw: object) -> tuple[int, datetime | None]:
    """Orientation 1–8 (1 if not said) and the time of taking in Beijing's time; a broken block says nothing."""
    block = Image.Exif()
    try:
        if isinstance(raw, bytes):
            block.load(raw)
        orientation = block.get(_ORIENTATION, 1)
        details = block.get_ifd(_DETAILS)
    except Exception:  # cameras and hostile files break this block in every way there is
        return 1, None
    times = (_moment(details.get(date), details.get(offset)) for date, offset in _TAKEN)
    return (orientation if orientation in range(1, 9) else 1), next((time for time in times if time), None)


def _moment(date: object, offset: object) -> datetime | None:
    """EXIF's local time with the offset the camera wrote, else taken for Beijing's. None for a clock that was reset."""
    text = str(date).strip("\0 ")[:19]
    for zone in (str(offset).strip("\0 "), "+08:00"):
        try:
            found = datetime.strptime(text + zone, "%Y:%m:%d %H:%M:%S%z").astimezone(BEIJING)
        except (ValueError, OverflowError):
            continue
        return found if found.year >= 1990 else None
    return None
