"""The message kinds of posts and people."""

from django.urls import reverse

from orgs.models import Deputy, Message
from orgs.outbox import Letter, register


def deputised(message: Message) -> Letter:
    row = Deputy.objects.select_related("seat__user", "seat__unit").get(pk=message.about["deputy"])
    first, last = (f"{day.year}年{day.month}月{day.day}日" for day in (row.starts_on, row.ends_on))
    body = (
        f"{first}至{last}，由您代理{row.seat.user}办理{row.seat.unit}的事项。"
        "期间对方的待办和消息会列在您的待办和消息中，期满自动结束。"
    )
    return Letter(f"请代理：{row.seat.user}", body, reverse("orgs:deputies"))


def register_all() -> None:
    register(
        "deputised", render=deputised, still_matters=lambda m: Deputy.objects.filter(pk=m.about["deputy"]).exists()
    )
