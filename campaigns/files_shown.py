"""Files of an answer as a page lists them."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from campaigns.models import AnswerFile


def files_of(
    files: Iterable[AnswerFile], address: Callable[..., str], *, removable: bool = False, entered: bool = False
) -> list[dict]:
    """`entered`: those that somebody with an account added are what it was entered from (代录)."""
    return [
        {"name": file.name, "size": file.size, "url": address(file), "id": file.public_id,
         "note": "盖章扫描件" if file.is_sealed else "代录来源" if entered and file.added_by_id else "",
         "remove": reverse("campaigns:answer_file_remove", args=[file.public_id]) if removable else ""}
        for file in files
    ]  # fmt: skip


def seat_file(file: AnswerFile) -> str:
    return reverse("campaigns:answer_file", args=[file.public_id])
