"""Forms of the writing page: one part's words, a new part, a note on one."""

from django import forms

from campaigns.choices import PartKind
from campaigns.models import ReportPart
from campaigns.parts import LONGEST

ADDED = [("text", "正文"), ("h1", "一级标题（一、）"), ("h2", "二级标题（（一））"), ("h3", "三级标题（1.）")]
LEVELS = [(1, "一级（一、）"), (2, "二级（（一））"), (3, "三级（1.）")]
HINTS: dict[str, str] = {
    PartKind.FIGURES: "每行一项，写作“名称：数字”。",
    PartKind.PHOTOS: "每行一张图片的说明，次序与图片相同。",
    PartKind.CASE: "第一行是案例标题。",
}


class PartForm(forms.Form):
    """The words of one part; `version` is the one the person saw."""

    text = forms.CharField(label="文字", required=False, max_length=LONGEST, widget=forms.Textarea)
    level = forms.TypedChoiceField(label="标题级别", choices=LEVELS, coerce=int, required=False, empty_value=None)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, part: ReportPart, **kwargs):
        start = {"text": part.text, "level": part.level, "version": part.version}
        super().__init__(*args, initial=start, auto_id=f"id_{part.pk}_%s", **kwargs)
        field = self.fields["text"]
        field.help_text = HINTS.get(part.kind, "")
        rows = 1 if part.kind == PartKind.HEADING else min(max(3, len(part.text) // 34 + part.text.count("\n") + 1), 24)
        field.widget.attrs |= {"rows": rows, "data-writes": "", "data-was": len("".join(part.text.split()))}
        if part.kind != PartKind.HEADING:
            del self.fields["level"]

    def carried_over(self, part: ReportPart) -> "PartForm":
        """The same words, to be saved over the version that the person has now been shown."""
        data = self.data.copy()
        data["version"] = part.version
        return PartForm(data, part=part)


class AddPartForm(forms.Form):
    kind = forms.ChoiceField(label="添加", choices=ADDED)
    text = forms.CharField(
        label="文字", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请先写下要添加的文字。"},
    )  # fmt: skip
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def words(self) -> dict:
        """What the verb takes."""
        kind, text = self.cleaned_data["kind"], self.cleaned_data["text"]
        if kind == "text":
            return {"kind": PartKind.TEXT.value, "text": text}
        return {"kind": PartKind.HEADING.value, "text": " ".join(text.split()), "level": int(kind[1])}


class NoteForm(forms.Form):
    text = forms.CharField(
        label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明意见。"},
    )  # fmt: skip
    quoted = forms.CharField(label="所指文字", max_length=200, required=False)
    part = forms.IntegerField(required=False, widget=forms.HiddenInput)
