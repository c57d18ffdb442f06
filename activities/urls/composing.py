from django.urls import path

from activities.views import composing

urlpatterns = [path("work/reports/<int:pk>/compose/", composing.compose, name="compose")]
