"""How addresses name a campaign: 2024, or 2026-demo; so /work/ and the like are never taken for one."""

from django.urls import register_converter


class CampaignSlug:
    regex = "[0-9]{4}(?:-demo)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CampaignSlug, "campaign")
