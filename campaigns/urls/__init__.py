from campaigns.urls import (
    comparing,
    drafting,
    issuing,
    official,
    public,
    reminding,
    reporting,
    reviewing,
    working,
    writing,
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
    *reminding.urlpatterns,
    *reviewing.urlpatterns,
    *writing.urlpatterns,
]
