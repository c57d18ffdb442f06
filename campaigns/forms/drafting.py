"""Forms of starting a plan and of its items."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.choices import Issue, Kind, PlanKind, Scope
from campaigns.forms.fields import OfferedChoice, OfferedWords, area, words
from campaigns.models import Plan
from campaigns.resolving import PARENT_KIND, Resolved
from campaigns.words import seen_of
from orgs.models import Letterhead, Unit

ONE_LINE = (Kind.THEME, Kind.SLOGAN)


class StartForm(forms.Form):
    parent = OfferedChoice(label="上级方案", queryset=Plan.objects.none(), required=False, empty_label="无（自行编制）")
    unit = OfferedChoice(label="编制单位", queryset=Unit.objects.none(), empty_label=None)
    last_year = OfferedChoice(label="参照的上年方案", queryset=Plan.objects.none(), required=False,
                              empty_label="不参照", help_text="带入本单位以前的做法，日期移到今年；"
                              "带入了什么、没带入什么，起草后逐项列出。与上级方案可以同时选。")  # fmt: skip
    letterhead = OfferedChoice(label="发文名义", queryset=Letterhead.objects.none(), required=False,
                               empty_label="以本单位名称发文")  # fmt: skip
    scope = OfferedWords(label="适用范围", choices=Scope.choices, initial=Scope.REGION,
                         help_text="全域：面向本地区；系统内：只面向本系统。同一单位每年各可有一份。")  # fmt: skip
    kind = OfferedWords(label="文种", choices=PlanKind.choices, initial=PlanKind.NOTICE,
                        help_text="方案不是法定文种，一般以“关于印发《…方案》的通知”印发。")  # fmt: skip
    title = words(200, label="标题", required=False, help_text="可以先空着，系统按发文名义拟一个，之后随时可改。")

    def __init__(self, *args, units, parents, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_year"].queryset = earlier
        if not self.fields["last_year"].queryset:
            del self.fields["last_year"]
        self.fields["unit"].queryset = units
        self.fields["parent"].queryset = parents
        self.fields["letterhead"].queryset = Letterhead.objects.filter(unit__in=units)

    def clean(self):
        cleaned = super().clean()
        letterhead, unit = cleaned.get("letterhead"), cleaned.get("unit")
        if letterhead and unit and letterhead.unit_id != unit.pk:
            self.add_error("letterhead", f"“{letterhead}”不是{unit}的发文名义，请重新选择。")
        last = cleaned.get("last_year")
        if last and unit and last.unit_id != unit.pk:
            self.add_error("last_year", f"《{last}》不是{unit}的方案，请重新选择。")
        return cleaned


class ItemForm(forms.Form):
    """The words of one item; themes and slogans are one line, the others a heading and a text."""

    heading = words(200, label="名称", required=False)
    text = area(5, 20_000, label="内容", required=False, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind in ONE_LINE:
            del self.fields["heading"]
            self.fields["text"] = words(200, label=Kind(kind).label)

    @classmethod
    def of(cls, item: Resolved, **kwargs) -> "ItemForm":
        shown = {"heading": item.heading, "text": item.text, "seen": seen_of(item)}
        return cls(kind=item.kind, initial=shown, auto_id=f"w-{item.key}-%s", **kwargs)  # several may be open at once

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("heading", "").strip() and not cleaned.get("text", "").strip():
            raise ValidationError(f"{Kind(self.kind).label}的内容不能为空；不需要这一条时，请选“本级不列入”或“删除”。")
        cleaned.setdefault("heading", "")
        return cleaned


class OpeningForm(forms.Form):
    """开头段; empty = the document has none."""

    text = area(3, 4_000, label="开头段", required=False, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, opening, **kwargs) -> "OpeningForm":
        return cls(initial={"text": opening.text, "seen": opening.seen}, auto_id="w-opening-%s", **kwargs)


class DeriveForm(ItemForm):
    under = OfferedWords(label="所属重点安排", required=False)
    beside = forms.BooleanField(label="同时保留上级这一条", required=False,
                                help_text="不勾选时，本级细化的内容代替上级这一条的位置。")  # fmt: skip

    field_order = ["heading", "text", "under", "beside"]

    def __init__(self, *args, kind: str, homes, **kwargs):
        super().__init__(*args, kind=kind, **kwargs)
        if kind in PARENT_KIND:
            self.fields["under"].choices = homes
        else:
            del self.fields["under"]


class WithdrawForm(forms.Form):
    reason = words(200, label="不列入的原因", required=False, help_text="供签发人和以后查阅；可以不填。")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MoveForm(forms.Form):
    under = OfferedWords(label="移到", required=False)
    position = forms.IntegerField(
        label="排在第几条",
        min_value=1,
        max_value=500,
        error_messages={"invalid": "请填写数字，如 1。", "required": "请填写排在第几条。"},
    )

    def __init__(self, *args, homes=(), **kwargs):
        super().__init__(*args, **kwargs)
        if homes:
            self.fields["under"].choices = homes
        else:
            del self.fields["under"]


# what each means; the rule behind 更正 stands in `correcting.py`
AGAIN = {
    Issue.CORRECTION: "只改错字、数字、日期等差错，不增删或移动内容，依据的上级方案不变。",
    Issue.SUPPLEMENT: "增加或调整部分内容，其余照旧；印发后以补充后的全文为准。",
    Issue.REISSUE: "内容有较大调整，以新的全文代替现行稿。",
}


class AgainForm(forms.Form):
    issue = OfferedWords(
        label="印发类别",
        choices=[(kind.value, f"{kind.label}：{means}") for kind, means in AGAIN.items()],
        initial=Issue.REISSUE,
        widget=forms.RadioSelect,
    )
    reason = words(200, label="原因", help_text="供上级和下级查看，如“调整报送日期”。")
