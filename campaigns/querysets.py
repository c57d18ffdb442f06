"""Questions to the campaign's tables; each `visible_to` is the list twin of a predicate in `rules.py`."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Cast

from campaigns.choices import DECISIONS, STANDING, State
from orgs.models import AuditEvent
from orgs.querysets import above, below


class CampaignQuerySet(models.QuerySet):
    def by_slug(self, slug: str) -> "CampaignQuerySet":
        year, _, demo = slug.partition("-")
        if not year.isdecimal() or len(year) != 4 or demo not in ("", "demo"):
            return self.none()
        return self.filter(year=int(year), is_demo=bool(demo))


class PlanQuerySet(models.QuerySet):
    def public(self) -> "PlanQuerySet":
        """Plans with an issued edition that is 主动公开."""
        return self.filter(editions__openness="public", editions__state__in=STANDING).distinct()

    def visible_to(self, user) -> "PlanQuerySet":
        """Own plans in any state; issued ones of regions above and of coordinated regions below; public ones."""
        issued = Q(editions__state__in=STANDING)
        upward = above(user.reach.places, "unit__region__path")
        downward = below(user.reach.paths, "unit__region__path")
        public = issued & Q(editions__openness="public")
        return self.filter(Q(unit__in=user.reach.units()) | (issued & (upward | downward)) | public).distinct()


class EditionQuerySet(models.QuerySet):
    def public(self) -> "EditionQuerySet":
        return self.filter(openness="public", state__in=STANDING)

    def foremost(self) -> "EditionQuerySet":
        """Of each plan the latest edition that is public: the one its public page shows."""
        later = self.model.objects.public().filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
        return self.public().filter(~Exists(later))

    def issued(self) -> "EditionQuerySet":
        return self.filter(state=State.ISSUED)

    def drafted_by(self, user) -> "EditionQuerySet":
        """Those that bear the person's hand: begun, written in or submitted, also before another's submission (the
        trail is append-only). `user` is a person or a person's id; a deputy's hand is the deputy's own."""
        person = getattr(user, "pk", user)
        wrote = AuditEvent.objects.filter(
            subject_kind=self.model._meta.label_lower,
            subject_id=Cast(OuterRef("pk"), models.CharField()),
            actor=person,
        ).exclude(act__in=[f"方案·{act}" for act in DECISIONS])
        return self.filter(Q(created_by=person) | Q(submitted_by=person) | Exists(wrote))

    def visible_to(self, user) -> "EditionQuerySet":
        issued = Q(state__in=STANDING)
        upward = above(user.reach.places, "plan__unit__region__path")
        downward = below(user.reach.paths, "plan__unit__region__path")
        own = Q(plan__unit__in=user.reach.units())
        return self.filter(own | (issued & (upward | downward)) | (issued & Q(openness="public")))

    def overseen_by(self, user) -> "EditionQuerySet":
        """Issued ones of the own units and of the regions that the user's lead offices coordinate: 各地列入情况."""
        downward = below(user.reach.paths, "plan__unit__region__path")
        return self.filter(Q(plan__unit__in=user.reach.units()) | downward, state__in=STANDING)


class DirectExecutionQuerySet(models.QuerySet):
    def public(self) -> "DirectExecutionQuerySet":
        """Declarations about a plan that the public can read."""
        return self.filter(plan__editions__openness="public", plan__editions__state__in=STANDING).distinct()

    def visible_to(self, user) -> "DirectExecutionQuerySet":
        return self.filter(Q(unit__in=user.reach.units()) | below(user.reach.paths, "unit__region__path"))


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RequestQuerySet":
        """Requests the user's units made, and those asked of them."""
        units = user.reach.units()
        return self.filter(Q(unit__in=units) | Q(obligations__unit__in=units)).distinct()

    def made_by(self, user) -> "RequestQuerySet":
        return self.filter(unit__in=user.reach.units())


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ObligationQuerySet":
        """What the user's units owe, what is owed to them, and what is owed within the coordinated regions."""
        units = user.reach.units()
        coordinated = below(user.reach.paths, "unit__region__path")
        return self.filter(Q(unit__in=units) | Q(request__unit__in=units) | coordinated)

    def counted(self) -> "ObligationQuerySet":
        """Without those of units that were let off: they stand in no list, sum or reminder."""
        return self.filter(released_at=None)

    def unanswered(self) -> "ObligationQuerySet":
        return self.counted().filter(state__in=("open", "returned"), request__closed_at=None)

    def by_text(self) -> "ObligationQuerySet":
        """Answered by a report's text and files rather than row by row (`ask_words.by_rows`)."""
        proposals = Q(request__kind="collect") & ~Q(request__wants=[])
        opinions = Q(request__kind="comment") & ~Q(request__circulated={})
        return self.exclude(proposals | opinions)

    def with_report(self) -> "ObligationQuerySet":
        """What decides who may read the report comes along. One query more; for pages, not for verbs."""
        others = self.model.objects.select_related("unit__region", "request")
        return self.select_related("report__unit").prefetch_related(Prefetch("report__obligations", others))

    def owed_by(self, user) -> "ObligationQuerySet":
        return self.filter(unit__in=user.reach.units())


HANDED_IN = Q(obligations__state__in=("handed_in", "accepted"))
HANDED_IN_REPORT = Q(report__obligations__state__in=("handed_in", "accepted"))


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        """Own reports in any state; others' while handed in to the user's unit (returned ones are drafts again)."""
        units = user.reach.units()
        return self.filter(Q(unit__in=units) | (HANDED_IN & Q(obligations__request__unit__in=units))).distinct()


class ReportFileQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportFileQuerySet":
        """Files of the reports the user sees. One given for a request's own field is only for who asked for it, though
        the report may answer others too."""
        units = user.reach.units()
        to_own = HANDED_IN_REPORT & Q(report__obligations__request__unit__in=units)
        answers = apps.get_model("campaigns", "FieldAnswer").objects.filter(file=OuterRef("pk"))
        theirs = answers.filter(obligation__state__in=("handed_in", "accepted"), obligation__request__unit__in=units)
        seen = Q(report__unit__in=units) | (to_own & ~Exists(answers)) | Exists(theirs)
        return self.filter(seen).distinct()
