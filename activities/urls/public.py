from django.urls import path

from activities.views import public
from campaigns import slugs  # noqa: F401  (makes the converter known)

urlpatterns = [
    path("", public.index, name="index"),
    path("activities/<slug:public_id>/", public.activity, name="activity"),
    path("<campaign:slug>/", public.campaign, name="campaign"),
    path("<campaign:slug>/activities/", public.activities, name="public_activities"),
    path("<campaign:slug>/regions/", public.regions, name="regions"),
    path("<campaign:slug>/regions/<slug:code>/", public.region, name="region"),
    path("<campaign:slug>/search/", public.search, name="search"),
]
