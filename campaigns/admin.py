"""后台: the years of the campaign to edit; plans, requests and reports to look at."""

from django.contrib import admin

from campaigns.models import AdaptationRule, Campaign, DirectExecution, Edition, Item, Obligation, Plan, Request
from campaigns.resources import AdaptationRuleResource, CampaignResource
from orgs.importing import ReadOnly, Tables


@admin.register(Campaign)
class CampaignAdmin(Tables):
    resource_classes = [CampaignResource]
    list_display = ("name", "year", "is_demo", "theme", "starts_on", "ends_on")


@admin.register(AdaptationRule)
class AdaptationRuleAdmin(Tables):
    resource_classes = [AdaptationRuleResource]
    list_display = ("unit", "old", "new", "order")
    list_select_related = ("unit",)
    search_fields = ("unit__name", "old", "new")
    autocomplete_fields = ("unit",)
    exclude = ("added_by",)


@admin.register(Plan)
class PlanAdmin(ReadOnly):
    list_display = ("unit", "campaign", "kind", "scope", "created_at")
    list_select_related = ("unit", "campaign")
    list_filter = ("campaign", "kind", "scope")
    search_fields = ("unit__name",)


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    list_display = ("title", "plan_id", "number", "state", "document_number", "signed_on", "openness")
    list_filter = ("state", "openness")
    search_fields = ("title", "document_number")


@admin.register(Item)
class ItemAdmin(ReadOnly):
    list_display = ("heading", "kind", "change", "edition_id")
    list_filter = ("kind", "change")
    search_fields = ("heading", "text")


@admin.register(Request)
class RequestAdmin(ReadOnly):
    list_display = ("title", "unit", "kind", "due_on", "closed_at")
    list_select_related = ("unit",)


@admin.register(Obligation)
class ObligationAdmin(ReadOnly):
    list_display = ("unit", "request", "due_on", "state", "optional")
    list_select_related = ("unit", "request")
    list_filter = ("state", "optional")
    search_fields = ("unit__name",)


@admin.register(DirectExecution)
class DirectExecutionAdmin(ReadOnly):
    list_display = ("unit", "campaign", "declared_at")
    list_select_related = ("unit", "campaign")
