"""What every page knows without asking the database."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def site(request: HttpRequest) -> dict[str, object]:
    """`site`: the portal's name, the footer's words (an empty one is hidden), whether this is a demonstration; and
    where the frame leads: bell, seat and campaign switch."""
    links = {
        "home_url": "/",
        "work_url": settings.LOGIN_REDIRECT_URL,
        "base_url": settings.BASE_URL,
        "bell_url": reverse("orgs:messages"),
        "seat_url": reverse("orgs:choose_seat"),
        "campaign_url": reverse("campaigns:choose_campaign"),
        "me_links": [{"label": "已发邮件（演示）", "url": reverse("orgs:sent_mail")}] if settings.DEMO_ALLOWED else [],
    }
    return {"site": settings.SITE | links | {"demo": settings.DEMO_ALLOWED}}
