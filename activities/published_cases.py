"""What the public may read of 典型案例: words that had their 保密审查, and the activity where that is public too."""

from django.db.models import Q, QuerySet

from activities import hiding
from activities.models import Activity, Case
from campaigns.models import Campaign

RELATED = ("unit__region", "campaign")


def cases(campaign: Campaign) -> QuerySet[Case]:
    """Public cases of a campaign, the latest disclosed first; one query."""
    return Case.objects.public().filter(campaign=campaign).select_related(*RELATED).order_by("-disclosed_at", "-pk")


def case(public_id: str) -> Case | None:
    return Case.objects.public().filter(public_id=public_id).select_related(*RELATED).first()


def saying(campaign: Campaign, word: str) -> QuerySet[Case]:
    """Public cases with the word in their text or in the unit's name; one query."""
    said = Q(title__icontains=word) | Q(background__icontains=word) | Q(measures__icontains=word)
    return cases(campaign).filter(said | Q(results__icontains=word) | Q(unit__name__icontains=word))


def about(activity: Activity) -> QuerySet[Case]:
    """Public cases about an activity; one query."""
    return Case.objects.public().filter(activity=activity).order_by("-disclosed_at", "-pk")


def activity_of(case: Case) -> Activity | None:
    """The activity the case is about, as the public reads it; None where it may not. One query, if there is any."""
    return hiding.readable().filter(pk=case.activity_id).first() if case.activity_id else None
