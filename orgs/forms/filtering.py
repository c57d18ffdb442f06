"""What the filters of public lists have in common: a form in the address, of which nonsense is left aside."""

from urllib.parse import urlencode

from django import forms


class PublicFilter(forms.Form):
    @property
    def chosen(self) -> dict[str, str]:
        """What was filled in and makes sense."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    @property
    def query(self) -> str:
        return urlencode(self.chosen)
