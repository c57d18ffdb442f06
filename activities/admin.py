"""后台: announced figures and press notes to edit; activities and exports to look at."""

from django.contrib import admin

from activities.models import Activity, AnnouncedFigure, ExportFile, PressNote
from activities.resources import AnnouncedFigureResource
from orgs.importing import Guarded, ReadOnly, Tables


@admin.register(AnnouncedFigure)
class AnnouncedFigureAdmin(Tables):
    resource_classes = [AnnouncedFigureResource]
    list_display = ("region", "counted", "wording", "value", "qualifier", "source_publisher", "published_on")
    list_select_related = ("region",)
    list_filter = ("campaign", "counted")
    autocomplete_fields = ("region",)


@admin.register(PressNote)
class PressNoteAdmin(Guarded):
    list_display = ("region", "headline", "event", "published_on")
    list_select_related = ("region",)
    autocomplete_fields = ("region",)


@admin.register(Activity)
class ActivityAdmin(ReadOnly):
    list_display = ("title", "unit", "held_on", "state", "openness")
    list_select_related = ("unit",)
    list_filter = ("campaign", "state", "sort", "openness")
    search_fields = ("title", "unit__name")


@admin.register(ExportFile)
class ExportFileAdmin(ReadOnly):
    list_display = ("name", "user", "unit", "rows", "made_at", "expires_at")
    list_select_related = ("user", "unit")
