"""The WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualitymonth.settings")
application = get_wsgi_application()
gc.freeze()  # what stands after the start stays: a full collection would walk through it in the middle of a request
