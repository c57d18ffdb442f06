"""What 审核 asks of a person: the step whose turn it is."""

from collections.abc import Iterable

from django.urls import reverse

from campaigns.choices import State
from campaigns.models import Edition, Review
from campaigns.rules import stands_for
from orgs.models import User
from orgs.todo import Todo


def review_todos(user: User) -> Iterable[Todo]:
    """Steps that wait for the person; for one's own draft what is left is the record on paper. Two queries."""
    waiting = Review.objects.visible_to(user).filter(state="waiting", edition__state=State.REVIEWING)
    related = ("edition__plan__unit", "edition__plan__campaign", "reviewer")
    turns: dict[int, Review] = {}
    for review in waiting.order_by("edition", "order").select_related(*related):
        turns.setdefault(review.edition_id, review)
    mine = {pk: review for pk, review in turns.items() if _mine(review, user)}
    if not mine:
        return
    own = set(Edition.objects.visible_to(user).filter(pk__in=mine).drafted_by(user).values_list("pk", flat=True))
    for pk, review in mine.items():
        yield _todo(review, on_paper=pk in own)


def _mine(review: Review, user: User) -> bool:
    return stands_for(user, review.edition, review.reviewer_id)


def _todo(review: Review, *, on_paper: bool) -> Todo:
    edition, plan = review.edition, review.edition.plan
    name, verb = ("record_review", "登记线下审核") if on_paper else ("draft", "审核")
    note = "您参与了起草，不能自行审核；请登记线下审核。" if on_paper else review.post
    address = reverse(f"campaigns:{name}", args=[edition.pk])
    return Todo(f"待审核：{edition}", address, verb, note=note, unit=str(plan.unit), campaign=str(plan.campaign))
