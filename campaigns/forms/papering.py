"""As what a report goes to paper: set once by who writes it, and asked for at each download."""

from django import forms

from campaigns.choices import ReportForm
from campaigns.forms.fields import DayField, OfferedWords, words
from campaigns.models import Report, ReportPart
from campaigns.workdays import today

HOW = (
    "普通文稿：标题、正文、单位和日期",
    "报告格式：按《党政机关公文格式》（GB/T 9704—2012）标注主送、发文字号、签发人",
)
KINDS = [("docx", "Word"), ("pdf", "PDF")]


class DressForm(forms.Form):
    form = forms.ChoiceField(label="文稿格式", choices=ReportForm.choices, widget=forms.RadioSelect)
    signer = words(40, label="签发人", required=False, help_text="报告格式标注。姓名；几个签发人之间用顿号隔开。")
    document_number = words(
        60, label="发文字号", required=False, help_text="按本单位发文登记簿填写，如“闽市监〔2024〕9号”；没有的不填。"
    )

    def __init__(self, *args, report: Report, **kwargs):
        start = {"form": report.form, "signer": report.signer, "document_number": report.document_number}
        super().__init__(*args, initial=start, **kwargs)


class PaperForm(forms.Form):
    """What is asked for in the address of a download."""

    official = forms.TypedChoiceField(
        label="文稿", choices=[("", HOW[0]), ("1", HOW[1])], coerce=bool, empty_value="", required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    red = forms.BooleanField(label="加印红头、红线和版记（报告格式）", required=False)
    dated = DayField(label="成文日期", required=False, help_text="不填的，用报送日期；尚未报送的留空。")

    def __init__(self, *args, report: Report, **kwargs):
        start = {"official": "1" if report.form == ReportForm.OFFICIAL else ""}
        super().__init__(*args, initial=start, **kwargs)

    @property
    def wanted(self) -> dict:
        return self.cleaned_data | {"official": bool(self.cleaned_data["official"])}


class BulletinForm(forms.Form):
    """`parts` are those that may stand in a bulletin; beforehand only cases and pictures are chosen."""

    name = words(30, label="简报名称", initial="“质量月”活动简报")
    issue = words(20, label="期号", initial="第1期")
    title = words(80, label="标题")
    dated = DayField(label="日期")
    parts = forms.TypedMultipleChoiceField(
        label="选用的内容", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一段文字、一个案例或一组图片。"},
    )  # fmt: skip
    kind = OfferedWords(choices=KINDS, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, report: Report, parts: list[ReportPart], **kwargs):
        chosen = [part.pk for part in parts if part.kind in ("case", "photos")]
        start = {"title": report.title, "dated": today(), "parts": chosen}
        super().__init__(*args, initial=start, **kwargs)
        self.fields["parts"].choices = [(part.pk, _shown(part)) for part in parts]


def _shown(part: ReportPart) -> str:
    text = " ".join(part.text.split())
    text = text if len(text) <= 70 else f"{text[:69]}…"
    return f"{part.get_kind_display()}：{text}" if part.kind != "text" else text
