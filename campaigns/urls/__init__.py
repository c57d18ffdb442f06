from campaigns.urls import (
    comparing,
    drafting,
    issuing,
    official,
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
    *official.urlpatterns,
    *reporting.urlpatterns,
    *reviewing.urlpatterns,
]
