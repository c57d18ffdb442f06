from django.urls import path

from campaigns.views import drafting_duties, drafting_live, drafting_steps

urlpatterns = [
    path("work/drafts/<int:pk>/items/<uuid:key>/save/", drafting_live.save, name="item_save"),
    path("work/drafts/<int:pk>/items/<uuid:key>/source/", drafting_live.source, name="item_source"),
    path("work/drafts/<int:pk>/items/<uuid:key>/duties/", drafting_duties.item_duties, name="item_duties"),
    path("work/drafts/<int:pk>/here/", drafting_live.here, name="draft_here"),
    path("work/drafts/<int:pk>/units/", drafting_live.units, name="draft_units"),
    path("work/drafts/<int:pk>/dates/", drafting_duties.dates, name="draft_dates"),
    path("work/drafts/<int:pk>/steps/", drafting_steps.steps, name="draft_steps"),
    path("work/drafts/<int:pk>/undo/", drafting_steps.undo, name="undo_step"),
]
