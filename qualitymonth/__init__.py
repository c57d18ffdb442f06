"""The frame of the portal: settings, addresses, jobs, checks. Nobody imports it but the frame itself."""

from qualitymonth.celery import app as celery_app

__all__ = ["celery_app"]
