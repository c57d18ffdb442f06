"""The message to a unit whose parent plan was issued anew: what of it concerns the unit, and where to look."""

from django.urls import reverse

from campaigns.models import Edition
from campaigns.upstream import upstream
from orgs.choices import Topic
from orgs.models import Message
from orgs.outbox import Letter, register


def _follower(message: Message) -> Edition:
    related = ("plan__unit", "based_on__plan__unit", "based_before")
    return Edition.objects.select_related(*related).get(pk=message.about["follower"])


def revised(message: Message) -> Letter:
    edition = _follower(message)
    above, found = edition.based_on, upstream(edition)
    assert above is not None
    name = found.new if found else above
    says = f"{found.sentence}。" if found else ""
    next_step = (
        "草稿可一键更新后逐条处理。" if edition.is_open else "本级方案继续有效；需要调整的，可重新印发或印发补充通知。"
    )
    body = f"{above.plan.unit}已重新印发《{name}》，与《{edition}》所依据的原稿不同。\n\n{says}{next_step}"
    return Letter(f"上级已修订：{name}", body, address(edition))


def address(edition: Edition) -> str:
    """Where a person sees what the parent changed."""
    if edition.is_open:
        return reverse("campaigns:draft_above", args=[edition.pk])
    return reverse("campaigns:plan_above", args=[edition.plan_id])


def _still_behind(message: Message) -> bool:
    found = Edition.objects.select_related("based_on").filter(pk=message.about["follower"]).first()
    return found is not None and found.based_on is not None and found.based_on_id != message.about["edition"]


def register_all() -> None:
    register("edition_revised", render=revised, still_matters=_still_behind, topic=Topic.DOCUMENTS)
