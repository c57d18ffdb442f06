"""Pictures of an import are made ready before the writing transaction begins, so that nobody waits for them.

Where their files lie follows from the import and the row: a worker that was killed half-way leaves files that the next
one overwrites, and the import remembers them until it is done, so that none is ever left over.
"""

import hashlib
import io
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from activities.imaging import Prepared
from activities.importing_result import CHANGED, NEW, Planned
from activities.importing_writing import Kept
from activities.models import WorkbookImport
from activities.photo_files import name_of, names_of
from activities.picturing import made_ready
from activities.table_pictures import Picture, Pictures
from orgs.ids import ID_LENGTH

Place = tuple[str, int, Picture]


def keep(planned: Planned, *, pictures: Pictures, job: WorkbookImport, progress: Callable[[int, int], None]) -> Kept:
    """Write every picture anew, without place or camera, in its sizes. Raises PhotoError."""
    wanted: list[Place] = [
        (row.sheet, row.number, each) for row in planned.rows if row.kind in (NEW, CHANGED) for each in row.pictures
    ]
    stems = [_stem(job, *place) for place in wanted]
    remember(job, stems)
    found: dict[tuple[str, int, str], dict[str, Any]] = {}
    for at, (place, stem) in enumerate(zip(wanted, stems, strict=True)):
        progress(at, len(wanted))
        data = pictures.data(place[2])
        prepared = made_ready(io.BytesIO(data), keep_full=False)
        _store(stem, prepared)
        large = prepared.renditions["large"]
        found[place[0], place[1], place[2].digest] = {
            "stem": stem, "width": large.width, "height": large.height, "digest": prepared.digest,
            "likeness": prepared.fingerprint, "taken_at": prepared.info.taken_at,
        }  # fmt: skip
    return found


def remember(job: WorkbookImport, stems: list[str]) -> None:
    if stems != job.counts.get("stems", []):
        job.counts = job.counts | {"stems": stems}
        WorkbookImport.objects.filter(pk=job.pk).update(counts=job.counts)


def discard(job: WorkbookImport) -> None:
    """Delete the files of pictures whose import came to nothing."""
    for name in (name for stem in job.counts.get("stems", []) for name in names_of(stem)):
        default_storage.delete(name)


def _stem(job: WorkbookImport, sheet: str, number: int, picture: Picture) -> str:
    told = f"{job.public_id}:{sheet}:{number}:{picture.digest}"
    return f"photos/{job.created_at:%Y/%m}/{hashlib.sha256(told.encode()).hexdigest()[:ID_LENGTH]}"


def _store(stem: str, prepared: Prepared) -> None:
    for size, rendition in prepared.renditions.items():
        for extension, data in (("jpg", rendition.jpeg), ("webp", rendition.webp)):
            name = name_of(stem, size, extension)
            default_storage.delete(name)  # of a worker that was killed; saving would choose another name
            default_storage.save(name, ContentFile(data))
