"""A request may want a 盖章扫描件. It is a wish: an answer without one can be handed in, is shown as lacking it, and
may be accepted all the same."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from campaigns.ask_words import by_rows
from campaigns.choices import GIVEN
from campaigns.models import AnswerFile, Obligation, ReportFile, Request
from campaigns.words import inside_quotes

STANDS = "已有单位报送，不能再改动是否需要盖章扫描件。确需补充的，请另行提出要求。"
RETURN = "请补充盖章扫描件。"


def may_change_wish(request: Request) -> bool:
    """While nobody has handed in; never of 征集 and 征求意见 answered row by row."""
    return not by_rows(request) and not request.obligations.counted().exclude(first_handed_in_at=None).exists()


def set_wish(request: Request, wants_seal: bool) -> None:
    """Set it on the locked row, to be saved by the caller. Raises ValidationError once somebody has handed in."""
    if not may_change_wish(request):
        raise ValidationError(STANDS)
    request.wants_seal = wants_seal


def sealed() -> Q:
    """Condition on obligations: a scan lies with the report, or came by link or 代录."""
    of_report = ReportFile.objects.filter(report=OuterRef("report"), is_sealed=True)
    return Q(Exists(of_report)) | Q(Exists(AnswerFile.objects.filter(obligation=OuterRef("pk"), is_sealed=True)))


def lacking() -> Case:
    """An annotation of obligations: handed in without the scan that the request wants."""
    lacks = Q(request__wants_seal=True, state__in=GIVEN) & ~sealed()
    return Case(When(lacks, then=Value(True)), default=Value(False), output_field=BooleanField())


def unsealed(obligations: Iterable[Obligation]) -> list[Obligation]:
    """Those of them that lack the scan their request wants. One query, none when no request wants one."""
    wanting = [owed.pk for owed in obligations if owed.request.wants_seal]
    if not wanting:
        return []
    rows = Obligation.objects.filter(~sealed(), pk__in=wanting).select_related("request__unit")
    return list(rows.order_by("due_on", "pk"))


def said(lacks: Iterable[Obligation]) -> list[str]:
    """What a unit is told that has just handed in without it."""
    names = "、".join(f"{owed.request.unit}“{inside_quotes(owed.request.title)}”" for owed in lacks)
    ending = "需要盖章扫描件，这次没有附。请在审核通过之前打开该项报送，点“补充盖章扫描件”。"
    return [names + ending] if names else []
