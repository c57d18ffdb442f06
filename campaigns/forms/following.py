"""Forms of the page 上级已修订."""

from django import forms

from campaigns.forms.drafting import ItemForm
from campaigns.forms.fields import OfferedWords
from campaigns.models import Divergence


class DecisionForm(ItemForm):
    """One decision; words count only with 另行起草, whose emptiness the verb refuses."""

    decision = OfferedWords(choices=Divergence.DECISIONS, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False

    def clean(self):
        cleaned = forms.Form.clean(self) or self.cleaned_data
        cleaned.setdefault("heading", "")
        cleaned["seen"] = cleaned.get("seen") or None
        return cleaned


class AllForm(forms.Form):
    """Which rows they are is the verb's question: it takes only those of the draft that still wait."""

    decision = OfferedWords(choices=Divergence.DECISIONS[:2])

    def clean(self):
        posted = self.data.getlist("divergences")
        rows = [int(pk) for pk in posted if pk.isascii() and pk.isdecimal() and len(pk) < 10]
        return {**self.cleaned_data, "divergences": rows}
