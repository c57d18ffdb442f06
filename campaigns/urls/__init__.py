from campaigns.urls import (
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
    *issuing.urlpatterns,
    *official.urlpatterns,
    *reporting.urlpatterns,
    *reviewing.urlpatterns,
]
