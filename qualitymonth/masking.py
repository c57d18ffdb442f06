"""Secrets in addresses (invitations, answer links, contact links) are kept out of our own logs."""

import logging
import re

SECRET = re.compile(r"(/(?:answer|invitation|contact)/)[^/\s?\"']+")


def masked(text: str) -> str:
    return SECRET.sub(r"\1…", text)


class Mask(logging.Filter):
    """For Django's own records, such as the line about a page that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(masked(each) if isinstance(each, str) else each for each in record.args)
        record.msg = masked(record.msg) if isinstance(record.msg, str) else record.msg
        return True
