"""The field for a sealed scan, and the form by which one follows after the hand-in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaigns.sealing import LOCKED, SUFFIXES, refusal
from orgs.attachments import is_protected
from orgs.forms.files import FilesField, FilesInput

SAYS = "可以不附；PDF、OFD或者图片。报送时来不及的，审核通过之前可以补充。"
AFTER = "PDF、OFD或者图片。正文仍为报送时的内容，不因补充而改变。"


class ScanField(FilesField):
    """Scans alone: PDF, OFD, JPEG, PNG, checked by content as attachments are."""

    def __init__(self, *, required: bool = False, help_text: str = SAYS) -> None:
        accept = ",".join(f".{each}" for each in SUFFIXES)
        super().__init__(
            label="盖章扫描件", required=required, help_text=help_text, widget=FilesInput(attrs={"accept": accept})
        )

    def clean(self, data: Any, initial: Any = None) -> list:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        wrong = [ValidationError(said) for file in files if (said := refusal(file.name or ""))]
        try:
            super().clean([file for file in files if not refusal(file.name or "")], initial)
        except ValidationError as refused:
            wrong += refused.error_list
        self.locked = [file.name for file in self.good if is_protected(file)]
        if wrong:
            raise ValidationError(wrong)
        return self.good


def doubts(field: forms.Field) -> list[str]:
    """What to say about scans that were taken but perhaps cannot be opened."""
    return [LOCKED.format(name) for name in getattr(field, "locked", [])]


class SealForm(forms.Form):
    seal = ScanField(required=True, help_text=AFTER)

    @property
    def good_scans(self) -> list:
        return self.fields["seal"].good
