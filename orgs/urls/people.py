from django.urls import path

from orgs.views import people

urlpatterns = [
    path("work/manage/", people.manage, name="manage"),
    path("work/manage/invite/", people.invite, name="invite"),
    path("work/manage/invitations/<int:pk>/revoke/", people.revoke_invitation, name="revoke_invitation"),
    path("work/manage/seats/<int:pk>/end/", people.end_seat, name="end_seat"),
    path("work/manage/history/", people.history, name="history"),
    path("invitation/<str:token>/", people.invitation, name="invitation"),
]
