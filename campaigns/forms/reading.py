"""Forms of a draft from a file: handing the file over, and the head as it was read, to confirm."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.choices import PlanKind, Scope
from campaigns.forms.details import HeadForm
from campaigns.forms.fields import DayField, OfferedChoice, OfferedWords, area, words
from campaigns.models import Plan
from orgs.models import Letterhead, Unit

MOST_PASTED = 200_000


class FileForm(forms.Form):
    unit = OfferedChoice(label="编制单位", queryset=Unit.objects.none(), empty_label=None)
    parent = OfferedChoice(label="上级方案", queryset=Plan.objects.none(), required=False, empty_label="无（自行编制）",
                           help_text="选了上级方案，会逐条找出与上级的对应关系，由您确认。")  # fmt: skip
    file = forms.FileField(label="文件", required=False, help_text="Word（.docx）、有文字的PDF、文本文件，20MB以内。"
                           ".doc和.wps在服务器装有LibreOffice时可读；扫描件和OFD请把文字粘贴在下面。")  # fmt: skip
    text = area(8, MOST_PASTED, label="或者粘贴文字", required=False, strip=False)

    def __init__(self, *args, units, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["parent"].queryset = parents

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            raise ValidationError("请选择文件，或者把文件的文字粘贴进来。")
        return cleaned


class ConfirmForm(HeadForm):
    """The head as it was read; everything can be put right here, or later in the draft."""

    opening = area(3, 4_000, label="开头段", required=False, strip=False,
                   help_text="文件正文第一段。空着则按依据文件和活动时间自动生成。")  # fmt: skip
    summary_due = DayField(label="总结报送日期", required=False)
    summary_to = words(80, label="总结报送至", required=False)
    letterhead = OfferedChoice(label="发文名义", queryset=Letterhead.objects.none(), required=False,
                               empty_label="以本单位名称发文")  # fmt: skip
    scope = OfferedWords(label="适用范围", choices=Scope.choices, initial=Scope.REGION)
    kind = OfferedWords(label="文种", choices=PlanKind.choices, initial=PlanKind.NOTICE)

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letterhead"].queryset = Letterhead.objects.filter(unit=unit)
        del self.fields["seen"]

    def head(self) -> dict:
        names = ("title", "plan_title", "document_number", "signed_on", "starts_on", "ends_on", "issuers", "addressees",
                 "copied", "summary_due", "summary_to", "opening")  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


def shown_head(proposal: dict) -> dict:
    """The proposal's head in the form's terms."""
    period = proposal.get("period") or {}
    return {
        "title": proposal.get("title") or "",
        "plan_title": proposal.get("plan_title") or "",
        "document_number": proposal.get("document_number") or "",
        "signed_on": proposal.get("issued_on"),
        "starts_on": period.get("starts_on"),
        "ends_on": period.get("ends_on"),
        "issuers": "\n".join(proposal.get("issuers") or []),
        "addressees": "\n".join(proposal.get("addressees") or []),
        "summary_due": proposal.get("summary_due"),
        "summary_to": proposal.get("summary_to") or "",
        "opening": (proposal.get("opening") or "")[:4_000],
    }
