from django.urls import path

from activities.views import overview

urlpatterns = [
    path("work/overview/", overview.overview, name="overview"),
    path("work/overview/rows/", overview.overview_rows, name="overview_rows"),
    path("work/overview/activities/", overview.overview_activities, name="overview_activities"),
    path("work/overview/coverage/", overview.overview_coverage, name="overview_coverage"),
    path("work/overview/last-year/", overview.overview_last_year, name="overview_last_year"),
]
