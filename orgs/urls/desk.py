from django.urls import path

from orgs.views import desk

urlpatterns = [
    path("work/", desk.home, name="home"),
    path("work/messages/", desk.messages, name="messages"),
    path("work/messages/read/", desk.messages_read, name="messages_read"),
    path("work/messages/<int:pk>/", desk.message, name="message"),
    path("work/outbox/", desk.outbox, name="outbox"),
    path("work/outbox/<int:pk>/retry/", desk.outbox_retry, name="outbox_retry"),
    path("work/sent-mail/", desk.sent_mail, name="sent_mail"),
    path("work/seat/", desk.choose_seat, name="choose_seat"),
]
