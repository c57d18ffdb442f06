"""Pasting and dropping material, and sorting the drafts that came of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings

from activities.arriving import LETTERS
from activities.choices import CounterKind
from activities.forms.fields import PicturesInput
from activities.forms.logging import ActivityForm
from activities.models import Activity, Photo
from orgs.models import Unit

MOST_FILES = 60


class SourcesField(forms.FileField):
    """Any number of files; what they are is decided by looking into each."""

    widget = PicturesInput(attrs={"data-paste-files": ""})

    def clean(self, data: Any, initial: Any = None) -> list:
        files = [file for file in (data or []) if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多{MOST_FILES}个文件，请分次提交。")
        return files


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.region.short_name}　{obj.name}"


class MaterialForm(forms.Form):
    """`units` are offered when somebody enters for others."""

    unit = UnitField(label="为哪个单位代录", queryset=Unit.objects.none(), empty_label="请选择单位")
    told_by = forms.CharField(label="材料来源", max_length=80, help_text="如：联络员微信发来、纸质报送扫描。")
    text = forms.CharField(
        label="文字", required=False, strip=False, max_length=LETTERS,
        help_text="从微信、邮件、文档中复制后粘贴到这里；一次可以有几项活动。截图和照片也可以直接粘贴。",
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off"}),
    )  # fmt: skip
    files = SourcesField(  # type: ignore[assignment]  # a declared field is no attribute of the form
        label="照片和文件", required=False,
        help_text=f"照片、Word文档、WPS文字、PDF、文本等，一次最多{MOST_FILES}个；照片中的拍摄位置等信息会自动去除。",
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if units is None:
            del self.fields["unit"], self.fields["told_by"]
        else:
            self.fields["unit"].queryset = units
        self.most_photos = settings.PHOTOS_PER_ACTIVITY

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("text") or "").strip() and not data.get("files") and "files" not in self.errors:
            self.add_error(
                "text",
                "请粘贴文字，或者选择照片、文件；代录须附来源。"
                if "unit" in self.fields
                else "请粘贴文字，或者选择照片、文件。",
            )
        return data


class DraftForm(ActivityForm):
    """The form of an activity, without its pictures: those are sorted below it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("photos", "wants_full"):
            self.fields.pop(name, None)


def kept_counters(posted: Mapping[str, Any]) -> list[str]:
    return [kind for kind in CounterKind.values if f"counter-{kind}" in posted]


def ticked_photos(posted: Any, draft: Activity) -> list[Photo]:
    wanted = set(posted.getlist("photo"))
    return [photo for photo in draft.photos.all() if str(photo.pk) in wanted]
