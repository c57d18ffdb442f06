"""A field for several attachments at once; each is checked by content (see `orgs/attachments.py`)."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from orgs import attachments

ACCEPT = ",".join(f".{suffix}" for suffix in attachments.KINDS)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self, attrs: dict | None = None):
        super().__init__({"accept": ACCEPT} | (attrs or {}))


class FilesField(forms.FileField):
    """Gives a list of files. Those that are fine are in `good` even when another one is refused."""

    widget = FilesInput

    def clean(self, data, initial=None) -> list:
        self.good, refused = [], []
        for file in data if isinstance(data, list | tuple) else [data] if data else []:
            try:
                attachments.check(file, most=settings.ATTACHMENT_MAX_BYTES)
            except ValidationError as error:
                refused.append(error)
            else:
                self.good.append(file)
        if refused:
            raise ValidationError(refused)
        return self.good
