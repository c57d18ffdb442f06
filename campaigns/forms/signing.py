"""Forms of returning, recording an off-line sign-off, disclosing and abolishing."""

from io import BytesIO
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image

from campaigns.forms.fields import DayField, OfferedWords, area, words
from campaigns.models import Finding
from orgs.choices import Openness

SCAN_MOST_BYTES = 20 * 1024 * 1024
# how a file begins → the endings it may bear, the right one first
SCANS = {b"%PDF-": (".pdf",), b"\xff\xd8\xff": (".jpg", ".jpeg"), b"\x89PNG\r\n\x1a\n": (".png",)}


class ReturnForm(forms.Form):
    reason = area(5, 2000, label="退回意见", help_text="写明哪里需要怎样修改，起草人据此修改。")


class OfflineForm(forms.Form):
    signer = words(60, label="签批人职务", help_text="如“局长”“分管副局长”。不必填写姓名。")
    number = words(60, label="签批件编号", required=False)
    signed_on = DayField(label="签批日期", error_messages={"required": "请填写签批件上的日期。"})
    scan = forms.FileField(label="签批件扫描件", required=False,
                           help_text="PDF、JPG 或 PNG，不超过20 MB。只有本单位的人能看到。",
                           error_messages={"empty": "这个文件是空的，请重新选择。"})  # fmt: skip

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        if scan is not None:
            scan.name = f"{Path(scan.name).stem[:100]}{ending_of(scan)}"
        return scan


def ending_of(scan) -> str:
    """The ending that the content deserves. Raises ValidationError for anything but PDF, JPEG or PNG up to 20 MB."""
    if scan.size > SCAN_MOST_BYTES:
        raise ValidationError(f"文件有{scan.size / 1024 / 1024:.1f} MB，超过20 MB。请压缩或分辨率调低后重新扫描。")
    head = scan.read(16)
    scan.seek(0)
    ending = next((ends[0] for start, ends in SCANS.items() if head.startswith(start)), None)
    if ending is None or (ending != ".pdf" and not _is_picture(scan)):
        raise ValidationError("只能上传 PDF、JPG 或 PNG 格式的扫描件；这个文件的内容不是其中任何一种。")
    return ending


def _is_picture(scan) -> bool:
    try:
        with Image.open(BytesIO(scan.read()), formats=["JPEG", "PNG"]) as picture:
            picture.verify()
    except Exception:  # whatever a broken picture raises, it is no picture
        return False
    finally:
        scan.seek(0)
    return True


class DiscloseForm(forms.Form):
    openness = OfferedWords(label="公开属性", choices=Openness.choices, required=False, widget=forms.RadioSelect)
    reviewer = words(40, label="保密审查人", required=False, help_text="主动公开前须经保密审查；填写审查人或审查机构。")
    reviewed_on = DayField(label="保密审查日期", required=False)


class FindingForm(forms.Form):
    key = forms.CharField(max_length=100, widget=forms.HiddenInput)
    decision = OfferedWords(choices=Finding.DECISIONS, error_messages={"required": "请选择“可以公开”或“公开时隐去”。"})
    note = words(200, label="理由", required=False)


class AbolishForm(forms.Form):
    reason = words(200, label="废止原因", help_text="废止后文件仍可查阅，标明“已废止”。")
