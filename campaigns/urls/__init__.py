from campaigns.urls import (
    comparing,
    drafting,
    issuing,
    public,
    reporting,
    reviewing,
    working,
)

app_name = "campaigns"
urlpatterns = [
    *public.urlpatterns,
    *drafting.urlpatterns,
    *working.urlpatterns,
    *comparing.urlpatterns,
    *issuing.urlpatterns,
    *reporting.urlpatterns,
    *reviewing.urlpatterns,
]
