"""What a person asks for when a document goes to paper."""

from django import forms

from campaigns.forms.fields import OfferedWords, words
from campaigns.official.composing import FORMS, HEADS

HELP = {
    "clean": "标准公文格式，不带红头。",
    "review": "逐字标出与上级原文的增删，列出本级未列入的内容，供审核、签发时对照；只供本单位内部使用。",
    "red": "按所选文头加印红头、红线和版记。",
    "sheet": "签发、会签、审核、拟稿等栏，随文稿送领导签批。",
}


class PaperForm(forms.Form):
    """`own`: asked by the unit's own people; others take the 清样."""

    form = OfferedWords(label="文稿", choices=[(name, f"{label}：{HELP[name]}") for name, label in FORMS.items()],
                        widget=forms.RadioSelect, initial="clean", required=False)  # fmt: skip
    head = OfferedWords(label="文头（套红时用）", choices=list(HEADS.items()), initial="down", required=False)
    signer = words(60, label="签发人（上行文用）", required=False, help_text="姓名；几个签发人之间用顿号隔开。")

    def __init__(self, *args, own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["form"].choices = [choice for choice in self.fields["form"].choices if choice[0] == "clean"]
            del self.fields["head"], self.fields["signer"]

    def wanted(self) -> dict[str, str]:
        cleaned = self.cleaned_data
        return {"form": cleaned.get("form") or "clean", "head": cleaned.get("head") or "down",
                "signer": cleaned.get("signer", "")}  # fmt: skip
