"""Questions to the activities' tables; each `visible_to` is the list twin of a predicate in `rules.py`."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from activities.choices import EXPORTING, HANDED_IN, Correcting, State
from orgs.querysets import below

NATION = "0001"  # the tree has one root


class ActivityQuerySet(models.QuerySet):
    def public(self) -> "ActivityQuerySet":
        return self.filter(openness="public", state=State.ACCEPTED)

    def visible_to(self, user) -> "ActivityQuerySet":
        """Own and co-held ones in any state; those handed in within coordinated regions; public ones; and those that
        the user's office entered for another unit, until that unit takes over."""
        units = user.reach.units()
        own = Q(unit__in=units)
        joint = Q(state__in=HANDED_IN) & Q(pk__in=self.model.co_holding(units))
        coordinated = Q(state__in=HANDED_IN) & below(user.reach.paths, "unit__region__path")
        entered = Q(entered_by__in=units, taken_over_at=None)
        return self.filter(own | joint | coordinated | entered | Q(openness="public", state=State.ACCEPTED))

    def confirmed(self) -> "ActivityQuerySet":
        """Without those recognised in a text that nobody has confirmed: their dates may stand for none."""
        return self.filter(is_proposed=False)

    def logged_by(self, user) -> "ActivityQuerySet":
        """Those of the units the user reports for, and those entered for other units and not yet taken over."""
        units = user.reach.units("reporter", "manager")
        return self.filter(Q(unit__in=units) | Q(entered_by__in=units, taken_over_at=None))

    def awaiting(self, user) -> "ActivityQuerySet":
        """Handed in, and the user's lead office is the one that decides on them."""
        return self.filter(state=State.HANDED_IN).filter(decided_by(user))

    def disclosable_by(self, user) -> "ActivityQuerySet":
        """Accepted ones of units whose leaders the user belongs to, or that the user's lead office decides on."""
        own = Q(unit__in=user.reach.units("manager", "reviewer", "approver"))
        return self.filter(state=State.ACCEPTED).filter(own | decided_by(user))

    def own_or_joint(self, user) -> "ActivityQuerySet":
        """Own ones, those entered for others and not taken over, and joint ones that were handed in."""
        units = user.reach.units()
        own = self.model.objects.filter(unit__in=units)
        joint = self.model.objects.filter(state__in=HANDED_IN, pk__in=self.model.co_holding(units))
        entered = self.model.objects.filter(entered_by__in=units, taken_over_at=None)
        # said with OR, PostgreSQL reads every activity there is
        first, *others = (each.order_by().values("pk") for each in (own, joint, entered))
        return self.filter(pk__in=first.union(*others))

    def coordinated_by(self, user) -> "ActivityQuerySet":
        """Handed in by the units of the regions that the user's lead offices coordinate."""
        handed_in, paths = self.filter(state__in=HANDED_IN), user.reach.paths
        # everything is below the nation: no join is needed to say so
        return handed_in if NATION in paths else handed_in.filter(below(paths, "unit__region__path"))

    def within(self, path: str) -> "ActivityQuerySet":
        return self.filter(unit__region__path__startswith=path)


def decided_by(user) -> Q:
    """Activities whose coordinating lead office the user reviews for.

    The office decides on units of its own region; the lead offices one level below are decided on by it as well.
    """
    offices = user.reach.offices("manager", "reviewer", "approver")
    found = Q(pk__in=[])
    for office, path in offices.items():
        here = Q(unit__region__path=path) & ~Q(unit=office)
        next_below = Q(unit__kind="lead", unit__region__path__startswith=path, unit__region__depth=len(path) // 4 + 1)
        found |= here | next_below
        if len(path) == 4:  # nobody stands above the national office
            found |= Q(unit=office)
    return found


class ExportFileQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ExportFileQuerySet":
        """Files the user asked for, while they live and the user still holds a post that may export for the unit."""
        alive = self.filter(user_id=user.pk, expires_at__gt=timezone.now())
        return alive.filter(unit__in=user.reach.units(*EXPORTING))


class PhotoQuerySet(models.QuerySet):
    """Photos, and videos, which never wait in a correction."""

    def public(self) -> "PhotoQuerySet":
        return self.standing().filter(activity__openness="public", activity__state=State.ACCEPTED)

    def visible_to(self, user) -> "PhotoQuerySet":
        """Photos of the activities the user sees, a visitor those of public ones; those that wait in a correction by
        whoever sees the correction."""
        activities = self.model.activity.field.related_model.objects
        standing = self.standing().filter(activity__in=activities.visible_to(user))
        if not hasattr(self.model, "correction"):
            return standing
        corrections = self.model.correction.field.related_model.objects
        return standing | self.filter(correction__in=corrections.visible_to(user))

    def standing(self) -> "PhotoQuerySet":
        """Those that are part of their activity: not those waiting in a correction. For lists, counts, files."""
        return self.filter(correction=None) if hasattr(self.model, "correction") else self.all()

    def cover_first(self) -> "PhotoQuerySet":
        return self.order_by("-is_cover", "order", "pk")


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CorrectionQuerySet":
        """Corrections of the user's own units; handed-in ones to the office that decides on them."""
        own = Q(activity__unit__in=user.reach.units())
        activities = self.model.activity.field.related_model.objects
        decided = Q(state__in=HANDED_IN) & Q(activity__in=activities.filter(decided_by(user)).values("pk"))
        return self.filter(own | decided)

    def awaiting(self, user) -> "CorrectionQuerySet":
        """Handed in, and the user's lead office is the one that decides on them."""
        activities = self.model.activity.field.related_model.objects
        decided = activities.filter(decided_by(user)).filter(state=State.ACCEPTED)
        return self.filter(state=Correcting.HANDED_IN, activity__in=decided.values("pk"))


class CaseQuerySet(models.QuerySet):
    def public(self) -> "CaseQuerySet":
        return self.filter(openness="public")

    def disclosable_by(self, user) -> "CaseQuerySet":
        """Cases of units whose leaders the user belongs to."""
        return self.filter(unit__in=user.reach.units("manager", "reviewer", "approver"))

    def visible_to(self, user) -> "CaseQuerySet":
        """Own ones, those put forward to the user's offices, and public ones."""
        units = user.reach.units()
        received = Q(put_forward__office__in=units)
        return self.filter(Q(unit__in=units) | received | Q(openness="public")).distinct()


class PutForwardQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PutForwardQuerySet":
        """To the unit that wrote the case, to the office it lies with, and to the one that passed it on."""
        units = user.reach.units()
        return self.filter(Q(office__in=units) | Q(sent_from__in=units) | Q(case__unit__in=units))

    def awaiting(self, user) -> "PutForwardQuerySet":
        """Unanswered, and the user answers for the office they lie with."""
        return self.filter(answer="", office__in=user.reach.offices("manager", "reviewer", "approver"))

    def to_complete(self, user) -> "PutForwardQuerySet":
        """请补充完善, and the user writes for the unit that wrote the case."""
        return self.filter(answer="returned", case__unit__in=user.reach.units("reporter", "manager"))


class MaterialQuerySet(models.QuerySet):
    """Sources of drafts (and their files): the unit's own people, and the office that entered them for it."""

    def visible_to(self, user) -> "MaterialQuerySet":
        units = user.reach.units()
        if hasattr(self.model, "material"):
            return self.filter(Q(material__unit__in=units) | Q(material__entered_by__in=units))
        return self.filter(Q(unit__in=units) | Q(entered_by__in=units))


class ActivityLinkQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ActivityLinkQuerySet":
        """The links that the user's offices sent."""
        return self.filter(office__in=user.reach.offices("reporter", "manager", "reviewer"))


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user) -> "UploadQuerySet":
        """A file on its way is its sender's alone."""
        return self.filter(user_id=user.pk)


class WorkbookImportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WorkbookImportQuerySet":
        """The person's own, while they live and the person still reports for the unit."""
        alive = self.filter(user_id=user.pk, expires_at__gt=timezone.now())
        return alive.filter(unit__in=user.reach.units("reporter", "manager"))


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SavedViewQuerySet":
        return self.filter(user_id=user.pk)
