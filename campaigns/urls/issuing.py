from django.urls import path

from campaigns.views import drafting_disclosing, drafting_issuing, receiving

urlpatterns = [
    path("work/drafts/<int:pk>/register/", drafting_issuing.register, name="register_draft"),
    path("work/drafts/<int:pk>/countersign/", drafting_issuing.countersign, name="countersign"),
    path("work/drafts/<int:pk>/countersign/<int:row>/", drafting_issuing.countersign_scan, name="countersign_scan"),
    path("work/drafts/<int:pk>/issue/", drafting_issuing.issue, name="issue_draft"),
    path("work/drafts/<int:pk>/issue/cancel/", drafting_issuing.cancel_issue, name="cancel_issue"),
    path("work/editions/<int:pk>/number/", drafting_issuing.correct_number, name="correct_number"),
    path("work/editions/<int:pk>/disclose/cancel/", drafting_disclosing.cancel, name="cancel_disclosure"),
    path("work/editions/<int:pk>/disclose/", drafting_disclosing.disclose, name="disclose_plan"),
    path("work/editions/<int:pk>/findings/", drafting_disclosing.decide_finding, name="decide_finding"),
    path("work/editions/<int:pk>/receive/", receiving.receive, name="receive_plan"),
]
