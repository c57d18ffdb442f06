from django.urls import path

from campaigns.views import chasing, dates, ladder

urlpatterns = [
    path("work/reports/requests/<int:pk>/remind/", chasing.remind, name="remind"),
    path("work/reports/requests/<int:pk>/calls/", chasing.calls, name="calls"),
    path("work/reports/requests/<int:pk>/calls.xlsx", chasing.call_file, name="call_file"),
    path("work/reports/<int:pk>/call/", chasing.note_call, name="note_call"),
    path("work/reports/ladder/", ladder.ladder, name="ladder"),
    path("work/reports/ladder/above/", ladder.follow_above, name="follow_ladder_above"),
    path("work/calendar/", dates.subscribe, name="dates"),
    path("work/calendar/end/", dates.unsubscribe, name="dates_end"),
    path("calendar/<str:token>/dates.ics", dates.dates_feed, name="dates_file"),
]
