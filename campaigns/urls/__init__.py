from campaigns.urls import (
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
    *issuing.urlpatterns,
    *reporting.urlpatterns,
    *reviewing.urlpatterns,
]
