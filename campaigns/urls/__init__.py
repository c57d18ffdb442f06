from campaigns.urls import drafting, public, reporting, reviewing

app_name = "campaigns"
urlpatterns = [*public.urlpatterns, *drafting.urlpatterns, *reporting.urlpatterns, *reviewing.urlpatterns]
