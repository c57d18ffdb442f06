from django.urls import path

from campaigns import slugs  # noqa: F401  (makes the converter known)
from campaigns.views import public

urlpatterns = [
    path("plans/<slug:public_id>/", public.plan, name="plan"),
    path("plans/<slug:public_id>/<int:number>/", public.plan, name="plan_edition"),
    path("<campaign:slug>/plans/", public.plans, name="public_plans"),
]
