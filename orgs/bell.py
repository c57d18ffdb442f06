"""The bell: marking messages read. Reading is no act of the trail; only the first time counts."""

from django.utils import timezone

from orgs.models import Message, User


def mark_read(*, message: Message) -> None:
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, by: User) -> int:
    """Mark every message of the person's posts; returns how many were new."""
    return Message.objects.visible_to(by).unread().update(read_at=timezone.now())
