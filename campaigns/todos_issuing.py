"""What issued documents ask of a person: to confirm that they have arrived."""

from collections.abc import Iterator

from django.urls import reverse

from campaigns import receiving
from campaigns.models import Campaign
from orgs.models import User
from orgs.todo import Todo


def to_receive(user: User) -> Iterator[Todo]:
    """待签收, for the latest campaign of each kind; six queries at most."""
    if not user.reach.units(*receiving.ROLES):
        return
    newest: dict[bool, Campaign] = {}
    for campaign in Campaign.objects.all():
        newest.setdefault(campaign.is_demo, campaign)
    for edition, unit in receiving.awaited(user, newest.values()):
        address = reverse("campaigns:work_edition", args=[edition.plan_id, edition.number])
        yield Todo(f"待签收：{edition}", address, "签收", note=f"{edition.plan.unit}印发", unit=str(unit),
                   campaign=str(edition.plan.campaign))  # fmt: skip
