from django.urls import path

from campaigns.views import comparing

urlpatterns = [
    path("work/editions/<int:pk>/compare/", comparing.compare, name="compare"),
    path("work/editions/<int:pk>/compare/word/", comparing.compare_word, name="compare_word"),
    path("work/editions/<int:pk>/compare/excel/", comparing.compare_excel, name="compare_excel"),
]
