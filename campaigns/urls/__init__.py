from campaigns.urls import drafting, public, reporting

app_name = "campaigns"
urlpatterns = [*public.urlpatterns, *drafting.urlpatterns, *reporting.urlpatterns]
