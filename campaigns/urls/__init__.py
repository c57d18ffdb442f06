from campaigns.urls import (
    comparing,
    drafting,
    issuing,
    official,
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
    *official.urlpatterns,
    *reporting.urlpatterns,
    *reviewing.urlpatterns,
]
