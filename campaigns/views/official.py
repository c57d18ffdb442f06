"""下载/打印: a document as Word or PDF, for its own people, its line, and everybody."""

from django.contrib.auth.decorators import login_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from campaigns import published
from campaigns.context import turn_to
from campaigns.forms.official import PaperForm
from campaigns.models import Edition
from campaigns.official.files import KINDS, File, hand_out, hand_out_publicly
from campaigns.published import Document
from orgs import freshness
from orgs.caching import KEEP
from orgs.scoping import UserRequest, fetch, require

RELATED = (
    "plan__unit__region",
    "plan__campaign",
    "plan__letterhead",
    "based_on__plan__unit",
    "created_by",
    "sign_off__by",
)


@login_required
@require_GET
def edition_paper(request: UserRequest, pk: int) -> HttpResponse:
    """The form; with `as` the file. 送审稿, 套红 and 发文稿纸 only for the unit's own people."""
    rows = Edition.objects.visible_to(request.user).select_related(*RELATED)
    edition = fetch(rows, request.user, "campaigns.view_edition", pk=pk)
    if not request.user.has_perm("campaigns.compare_edition", edition):  # they see what is public: so is their file
        return redirect("campaigns:plan_edition", edition.plan.public_id, edition.number)
    kind, own = request.GET.get("as", ""), request.user.has_perm("campaigns.print_edition", edition)
    form = PaperForm(request.GET if kind else None, own=own)
    if kind in KINDS and not own and request.GET.get("form", "clean") != "clean":
        require(request.user, "campaigns.print_edition", edition)
    if kind in KINDS and form.is_valid():
        return _sent(hand_out(edition=edition, by=request.user, kind=kind, **form.wanted()))
    turn_to(request, edition.plan.campaign)
    page = {"form": form, "edition": edition, "plan": edition.plan, "own": own}
    return render(request, "campaigns/edition_paper.html", page, status=422 if form.errors else 200)


@require_GET
def plan_paper(request: HttpRequest, public_id: str, kind: str, number: int | None = None) -> HttpResponse:
    """The 清样 of a public edition, kept until something public changes."""
    edition = published.edition(public_id, number)
    if edition is None:
        raise Http404("no public plan by that name")
    key = f"paper-{freshness.stamp()}-{edition.pk}-{kind}"
    file = caches["pages"].get(key)
    if file is None:
        file = hand_out_publicly(published=Document(edition), kind=kind)
        caches["pages"].set(key, file, KEEP)
    answer = _sent(file)
    answer["Cache-Control"] = "public, no-cache"
    return answer


def _sent(file: File) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["X-Content-Type-Options"], answer["Content-Security-Policy"] = "nosniff", "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
