"""All addresses of the portal."""

from django.contrib import admin
from django.urls import include, path, re_path

from qualitymonth import health, status
from qualitymonth.api import api, no_such_call
from qualitymonth.unit_api import unit_api

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("work/status/", status.status, name="status"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/unit/", unit_api.urls),
    path("api/v1/", api.urls),
    re_path(r"^api(?:/(?P<rest>[\s\S]*))?$", no_such_call),
    # public addresses first: they are asked for most
    path("", include("campaigns.urls")),
    path("", include("activities.urls")),
    path("", include("orgs.urls")),
]
