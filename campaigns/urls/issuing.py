from django.urls import path

from campaigns.views import drafting_disclosing

urlpatterns = [
    path("work/editions/<int:pk>/disclose/", drafting_disclosing.disclose, name="disclose_plan"),
    path("work/editions/<int:pk>/findings/", drafting_disclosing.decide_finding, name="decide_finding"),
]
