"""The Celery application. Which jobs run and how often stands in settings (CELERY_BEAT_SCHEDULE)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualitymonth.settings")

app = Celery("qualitymonth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
