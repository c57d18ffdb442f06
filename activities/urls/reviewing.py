from django.urls import path

from activities.views import reviewing

urlpatterns = [
    path("work/review/", reviewing.queue, name="review"),
    path("work/review/<int:pk>/", reviewing.ReviewOne.as_view(), name="review_one"),
    path("work/activities/<int:pk>/disclosure/", reviewing.Disclose.as_view(), name="disclose"),
    path("work/disclosures/", reviewing.Disclosures.as_view(), name="disclosures"),
]
