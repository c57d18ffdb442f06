"""The form of 汇编: into which draft, under which numbers and names, and which proposals."""

from django import forms

from campaigns.compiling import Heads
from campaigns.forms.fields import OfferedChoice, words

WHAT = "附件的序号，如：2"


class CompileForm(forms.Form):
    edition = OfferedChoice(queryset=None, label="列入哪份草稿", empty_label=None)
    bodies_number = words(4, label="主办单位附件序号", initial="2")
    bodies_title = words(120, label="主办单位附件名称")
    localities_number = words(4, label="各地附件序号", initial="3")
    localities_title = words(120, label="各地附件名称")

    def __init__(self, *args, drafts, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = drafts
        self.fields["bodies_title"].initial = f"{year}年“质量月”主办单位开展的主要活动"
        self.fields["localities_title"].initial = f"{year}年“质量月”各地开展的主要活动"

    @property
    def heads(self) -> Heads:
        data = self.cleaned_data
        return Heads((data["bodies_number"], data["bodies_title"]),
                     (data["localities_number"], data["localities_title"]))  # fmt: skip
