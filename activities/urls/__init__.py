from activities.urls import (
    cases,
    composing,
    drafting,
    exporting,
    finding,
    importing,
    logging,
    materials,
    overview,
    pictures,
    public,
    reviewing,
    uploads,
)

app_name = "activities"
urlpatterns = [
    *materials.urlpatterns,  # before what is public, whose addresses begin with any word
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
    *composing.urlpatterns,
    *drafting.urlpatterns,
]
