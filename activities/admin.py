"""后台: announced figures and press notes to edit; activities as a table; exports and imports to look at."""

from django.contrib import admin

from activities.import_resource import ActivityImportResource
from activities.models import Activity, AnnouncedFigure, ExportFile, PressNote, WorkbookImport
from activities.resources import AnnouncedFigureResource, PressNoteResource
from orgs.importing import ReadOnly, Tables


@admin.register(AnnouncedFigure)
class AnnouncedFigureAdmin(Tables):
    resource_classes = [AnnouncedFigureResource]
    list_display = ("region", "counted", "wording", "value", "qualifier", "source_publisher", "published_on")
    list_select_related = ("region",)
    list_filter = ("campaign", "counted")
    autocomplete_fields = ("region",)


@admin.register(PressNote)
class PressNoteAdmin(Tables):
    resource_classes = [PressNoteResource]
    list_display = ("region", "headline", "event", "published_on")
    list_select_related = ("region",)
    autocomplete_fields = ("region",)


@admin.register(Activity)
class ActivityAdmin(ReadOnly, Tables):
    """To look at, to take away and to bring in as a table; never to edit one by one."""

    grantable = ()  # every unit's activities: the administrator alone
    resource_classes = [ActivityImportResource]
    skip_admin_log = True  # the trail has a row for each activity
    list_display = ("title", "unit", "held_on", "state", "openness")
    list_select_related = ("unit",)
    list_filter = ("campaign", "state", "sort", "openness")
    search_fields = ("title", "unit__name")


@admin.register(ExportFile)
class ExportFileAdmin(ReadOnly):
    list_display = ("name", "user", "unit", "rows", "made_at", "expires_at")
    list_select_related = ("user", "unit")


@admin.register(WorkbookImport)
class WorkbookImportAdmin(ReadOnly):
    list_display = ("name", "user", "unit", "state", "created_at", "finished_at")
    list_select_related = ("user", "unit")
