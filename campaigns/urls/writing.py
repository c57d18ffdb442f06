from django.urls import path

from campaigns.views import attachments, report_notes, writing

urlpatterns = [
    path("work/reports/<int:pk>/writing/", writing.writing, name="writing"),
    path("work/reports/<int:pk>/writing/add/", writing.part_add, name="part_add"),
    path("work/reports/<int:pk>/writing/restore/", writing.part_restore, name="part_restore"),
    path("work/reports/<int:pk>/writing/numbers/", writing.numbers_update, name="numbers_update"),
    path("work/reports/<int:pk>/writing/<int:part>/", writing.part_edit, name="part_edit"),
    path("work/reports/<int:pk>/writing/<int:part>/remove/", writing.part_remove, name="part_remove"),
    path("work/reports/<int:pk>/writing/<int:part>/move/", writing.part_move, name="part_move"),
    path("work/reports/<int:pk>/hand-ins/", report_notes.hand_ins, name="hand_ins"),
    path(
        "work/reports/<int:pk>/hand-ins/<int:number>/files/<str:public_id>/",
        attachments.hand_in_file,
        name="hand_in_file",
    ),
    path("work/reports/<int:pk>/notes/", report_notes.note_add, name="note_add"),
    path("work/reports/notes/<int:pk>/settle/", report_notes.note_settle, name="note_settle"),
    path("work/reports/notes/<int:pk>/take-back/", report_notes.note_take_back, name="note_take_back"),
]
