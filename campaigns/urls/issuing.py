from django.urls import path

from campaigns.views import drafting_disclosing, receiving

urlpatterns = [
    path("work/editions/<int:pk>/disclose/", drafting_disclosing.disclose, name="disclose_plan"),
    path("work/editions/<int:pk>/findings/", drafting_disclosing.decide_finding, name="decide_finding"),
    path("work/editions/<int:pk>/receive/", receiving.receive, name="receive_plan"),
]
