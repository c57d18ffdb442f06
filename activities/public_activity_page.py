"""What the page of a public activity shows."""

from django.conf import settings
from django.urls import reverse

from activities import published, published_cases
from activities.choices import Outcome
from activities.models import Activity, Photo, Video
from activities.models.activity import PARTICIPATION


def page_of(activity: Activity) -> dict:
    """The context of the template, for an activity from `published`; a query, three more when it has a plan."""
    return {
        "campaign": activity.campaign,
        "activity": activity,
        "item": published.item_of(activity),
        "plan_title": published.plan_title(activity),
        "figures": [_figure(activity, name) for name in PARTICIPATION if getattr(activity, name) is not None],
        "cases": list(published_cases.about(activity)),
        "pictures": [picture(photo) for photo in activity.pictures],
        "films": list(Video.objects.public().filter(activity=activity)) if settings.VIDEO_MAX_BYTES else [],
        "is_held": activity.outcome == Outcome.HELD,
    }


def _figure(activity: Activity, name: str) -> dict:
    label = Activity._meta.get_field(name).verbose_name
    words, _, unit = label.rstrip("）").partition("（")
    return {
        "label": words,
        "unit": unit,
        "value": getattr(activity, name),
        "qualifier": getattr(activity, f"{name}_qualifier"),
    }


def picture(photo: Photo) -> dict:
    """Addresses of a photo's sizes, for `srcset`; height and width keep its place on the page."""
    wide = published.widths(photo)
    return {
        "url": _url(photo, "large"),
        "src": _url(photo, "medium"),
        "jpg": ", ".join(f"{_url(photo, size)} {width}w" for size, width in wide.items()),
        "webp": ", ".join(f"{_url(photo, size, 'webp')} {width}w" for size, width in wide.items()),
        "width": photo.width,
        "height": photo.height,
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt or photo.caption or "活动图片",
    }


def _url(photo: Photo, size: str, extension: str = "jpg") -> str:
    return reverse("activities:photo", args=(photo.public_id, size, extension))
