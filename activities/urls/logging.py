from django.urls import path, re_path

from activities.views import activity, annex, kept, logging, photos, sending

urlpatterns = [
    path("work/activities/new/", logging.New.as_view(), name="new"),
    path("work/activities/new/kept/", kept.kept, name="kept"),
    path("work/activities/new/worker.js", kept.worker, name="worker"),
    path("work/activities/send/", sending.send, name="send"),
    path("work/activities/<int:pk>/sent/", sending.sent, name="sent"),
    path("work/activities/annex/", annex.annex, name="annex"),
    path("work/activities/annex/<int:pk>/", annex.complete, name="complete"),
    path("work/activities/<int:pk>/", activity.work_activity, name="work_activity"),
    path("work/activities/<int:pk>/edit/", logging.Edit.as_view(), name="edit"),
    path("work/activities/<int:pk>/photos/", photos.Photos.as_view(), name="photos"),
    path("work/activities/<int:pk>/hand-in/", activity.hand_in, name="hand_in"),
    path("work/activities/<int:pk>/withdraw/", activity.withdraw, name="withdraw"),
    path("work/activities/<int:pk>/delete/", activity.delete, name="delete"),
    re_path(
        r"^photos/(?P<public_id>[\w-]{16})/(?P<size>thumb|medium|large)\.(?P<extension>jpg|webp)$",
        photos.photo,
        name="photo",
    ),
]
