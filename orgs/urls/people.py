from django.urls import path

from orgs.views import group_robots, people, quiet, standing_in, tokens

urlpatterns = [
    path("work/manage/", people.manage, name="manage"),
    path("work/manage/invite/", people.invite, name="invite"),
    path("work/manage/invitations/<int:pk>/revoke/", people.revoke_invitation, name="revoke_invitation"),
    path("work/manage/seats/<int:pk>/end/", people.end_seat, name="end_seat"),
    path("work/manage/seats/<int:pk>/hand-over/", standing_in.hand_over, name="hand_over"),
    path("work/deputies/", standing_in.deputies, name="deputies"),
    path("work/deputies/<int:pk>/withdraw/", standing_in.withdraw_deputy, name="withdraw_deputy"),
    path("work/manage/keys/", tokens.listing, name="tokens"),
    path("work/manage/keys/new/", tokens.make, name="token_new"),
    path("work/manage/keys/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("work/manage/robots/", group_robots.listing, name="robots_of_groups"),
    path("work/manage/robots/new/", group_robots.add, name="robot_new"),
    path("work/manage/robots/<int:pk>/test/", group_robots.trial, name="robot_test"),
    path("work/manage/robots/<int:pk>/end/", group_robots.end, name="robot_end"),
    path("work/quiet/", quiet.quiet, name="quiet"),
    path("work/manage/insisted/", quiet.insisted, name="insisted"),
    path("work/manage/history/", people.history, name="history"),
    path("invitation/<str:token>/", people.invitation, name="invitation"),
]
