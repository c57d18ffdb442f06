from django.urls import path

from activities.views import correcting, disclosing, reviewing

urlpatterns = [
    path("work/review/", reviewing.queue, name="review"),
    path("work/review/accept/", reviewing.review_bulk, name="review_bulk"),
    path("work/review/reasons/", reviewing.Reasons.as_view(), name="review_reasons"),
    path("work/review/<int:pk>/", reviewing.ReviewOne.as_view(), name="review_one"),
    path("work/review/corrections/<int:pk>/", correcting.Review.as_view(), name="correction_review"),
    path("work/activities/<int:pk>/correction/", correcting.Correct.as_view(), name="correct"),
    path("work/activities/<int:pk>/correction/hand-in/", correcting.hand_in, name="correction_hand_in"),
    path("work/activities/<int:pk>/correction/withdraw/", correcting.withdraw, name="correction_withdraw"),
    path("work/activities/<int:pk>/correction/drop/", correcting.drop, name="correction_drop"),
    path("work/activities/<int:pk>/disclosure/", disclosing.Disclose.as_view(), name="disclose"),
    path("work/activities/<int:pk>/findings/", disclosing.decide_finding, name="decide_finding"),
    path("work/disclosures/", disclosing.Disclosures.as_view(), name="disclosures"),
]
