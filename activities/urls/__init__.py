from activities.urls import (
    cases,
    exporting,
    finding,
    importing,
    logging,
    overview,
    pictures,
    public,
    reviewing,
    uploads,
)

app_name = "activities"
urlpatterns = [
    *public.urlpatterns,
    *finding.urlpatterns,
    *importing.urlpatterns,
    *logging.urlpatterns,
    *pictures.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
    *uploads.urlpatterns,
    *cases.urlpatterns,
]
