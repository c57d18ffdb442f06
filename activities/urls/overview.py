from django.urls import path

from activities.views import overview

urlpatterns = [path("work/overview/", overview.overview, name="overview")]
