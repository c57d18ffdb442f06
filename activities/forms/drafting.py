"""What is ticked before a report is drafted."""

from django import forms

from activities.report_choices import Offered

MOST_PHOTOS = 24


class DraftForm(forms.Form):
    """The choices are those offered to the unit; anything else posted is refused."""

    cases = forms.MultipleChoiceField(label="典型案例", required=False)
    photos = forms.MultipleChoiceField(label="图片", required=False)
    restore = forms.BooleanField(label="恢复删去过的段落", required=False)

    def __init__(self, *args, cases: list[Offered], photos: list[Offered], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(each.id, each.label) for each in cases]
        self.fields["photos"].choices = [(each.id, each.label) for each in photos]

    def clean_photos(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["photos"]
        if len(chosen) > MOST_PHOTOS:
            raise forms.ValidationError(f"最多选{MOST_PHOTOS}张图片，现选了{len(chosen)}张。")
        return chosen
