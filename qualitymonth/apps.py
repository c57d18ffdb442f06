"""The frame as a Django application: its checks, and the clock of the idle log-in."""

import time

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest


class QualityMonthConfig(AppConfig):
    name = "qualitymonth"
    verbose_name = "质量月门户"

    def ready(self) -> None:
        from qualitymonth import checks, watchdog  # noqa: F401  (the first registers itself; both need settings, models)

        watchdog.connect()

        user_logged_in.connect(start_clock, dispatch_uid="qualitymonth.start_clock")


def start_clock(sender: object, request: HttpRequest | None, **kwargs: object) -> None:
    """Note when the log-in was last used; IdleSession moves the note along."""
    if request is not None:
        request.session["seen"] = int(time.time())
