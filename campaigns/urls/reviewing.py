from django.urls import path

from campaigns.views import drafting_remarks, drafting_review, review_order

urlpatterns = [
    path("work/drafts/<int:pk>/pass/", drafting_review.pass_, name="pass_draft"),
    path("work/drafts/<int:pk>/look/", drafting_review.look, name="look_draft"),
    path("work/drafts/<int:pk>/outside/", drafting_review.record_review, name="record_review"),
    path("work/drafts/reviews/<int:pk>/scan/", drafting_review.review_scan, name="review_scan"),
    path("work/drafts/<int:pk>/remarks/", drafting_remarks.remark, name="remark_whole"),
    path("work/drafts/<int:pk>/items/<uuid:key>/remarks/", drafting_remarks.remark, name="remark_item"),
    path("work/drafts/remarks/<int:pk>/reply/", drafting_remarks.reply, name="remark_reply"),
    path("work/drafts/remarks/<int:pk>/resolve/", drafting_remarks.resolve, name="remark_resolve"),
    path("work/drafts/remarks/<int:pk>/reopen/", drafting_remarks.reopen, name="remark_reopen"),
    path("work/plans/reviewers/<int:pk>/", review_order.steps, name="review_steps"),
    path("work/plans/reviewers/steps/<int:pk>/remove/", review_order.remove_step, name="remove_review_step"),
    path("work/plans/reviewers/steps/<int:pk>/move/", review_order.move_step, name="move_review_step"),
]
