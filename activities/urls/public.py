from django.urls import path

from activities.views import public, public_cases
from campaigns import slugs  # noqa: F401  (makes the converter known)

urlpatterns = [
    path("", public.index, name="index"),
    path("activities/<slug:public_id>/", public.activity, name="activity"),
    path("cases/<slug:public_id>/", public_cases.case, name="public_case"),
    path("<campaign:slug>/", public.campaign, name="campaign"),
    path("<campaign:slug>/activities/", public.activities, name="public_activities"),
    path("<campaign:slug>/cases/", public_cases.cases, name="public_cases"),
    path("<campaign:slug>/regions/", public.regions, name="regions"),
    path("<campaign:slug>/regions/<slug:code>/", public.region, name="region"),
    path("<campaign:slug>/search/", public.search, name="search"),
]
