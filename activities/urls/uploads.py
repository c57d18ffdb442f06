from django.urls import path, re_path

from activities.views import uploads

urlpatterns = [
    path("work/uploads/", uploads.Uploads.as_view(), name="uploads"),
    re_path(r"^work/uploads/(?P<public_id>[\w-]{16})/$", uploads.OneUpload.as_view(), name="upload"),
]
