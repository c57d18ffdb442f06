"""Secrets in addresses (invitations, answer links, contact links, calendars) are kept out of our own logs."""

import logging
import re
from typing import Any

SECRET = re.compile(r"(/(?:answer|invitation|contact|calendar)/)[^/\s?\"']+")


def masked(text: str) -> str:
    return SECRET.sub(r"\1…", text)


def logging_from(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything of `level` and above to the standard error stream, masked."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "filters": {"secrets": {"()": "qualitymonth.masking.Mask"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django.request": {"level": "ERROR"}, "gunicorn.http.wsgi": {"level": "ERROR"}},
    }


class Mask(logging.Filter):
    """For Django's own records, such as the line about a page that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(masked(each) if isinstance(each, str) else each for each in record.args)
        record.msg = masked(record.msg) if isinstance(record.msg, str) else record.msg
        return True
