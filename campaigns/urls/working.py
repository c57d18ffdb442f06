from django.urls import path

from campaigns.views import drafting_duties, drafting_live, drafting_opening, drafting_steps

urlpatterns = [
    path("work/drafts/<int:pk>/items/opening/", drafting_opening.show, name="opening"),
    path("work/drafts/<int:pk>/items/opening/adapt/", drafting_opening.write, name="opening_write"),
    path("work/drafts/<int:pk>/items/opening/save/", drafting_live.save_opening, name="opening_save"),
    path("work/drafts/<int:pk>/items/opening/restore/", drafting_opening.restore, name="opening_restore"),
    path("work/drafts/<int:pk>/items/opening/source/", drafting_opening.source, name="opening_source"),
    path("work/drafts/<int:pk>/items/<uuid:key>/save/", drafting_live.save, name="item_save"),
    path("work/drafts/<int:pk>/items/<uuid:key>/source/", drafting_live.source, name="item_source"),
    path("work/drafts/<int:pk>/items/<uuid:key>/duties/", drafting_duties.item_duties, name="item_duties"),
    path("work/drafts/<int:pk>/here/", drafting_live.here, name="draft_here"),
    path("work/drafts/<int:pk>/units/", drafting_live.units, name="draft_units"),
    path("work/drafts/<int:pk>/dates/", drafting_duties.dates, name="draft_dates"),
    path("work/drafts/<int:pk>/steps/", drafting_steps.steps, name="draft_steps"),
    path("work/drafts/<int:pk>/undo/", drafting_steps.undo, name="undo_step"),
]
