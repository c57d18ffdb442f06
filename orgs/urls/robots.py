from django.urls import path

from orgs.views.robots import favicon, robots

urlpatterns = [path("robots.txt", robots, name="robots"), path("favicon.ico", favicon, name="favicon")]
