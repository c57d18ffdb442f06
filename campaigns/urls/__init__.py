from campaigns.urls import (
    comparing,
    drafting,
    issuing,
    public,
    reporting,
    reviewing,
)

app_name = "campaigns"
urlpatterns = [
    *public.urlpatterns,
    *drafting.urlpatterns,
    *comparing.urlpatterns,
    *issuing.urlpatterns,
    *reporting.urlpatterns,
    *reviewing.urlpatterns,
]
