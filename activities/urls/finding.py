from django.urls import path

from activities.views import listing, saved_views

urlpatterns = [
    path("work/activities/", listing.activities, name="list"),
    path("work/activities/calendar.ics", listing.calendar, name="list_calendar"),
    path("work/activities/views/", saved_views.saved_views, name="saved_views"),
    path("work/activities/views/<int:pk>/", saved_views.saved_view, name="saved_view"),
]
