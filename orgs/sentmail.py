"""Reading the mail files that the file back-end writes: what the demonstration shows instead of a mail server."""

import datetime as dt
import email
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

FILES, BYTES = 300, 1024 * 1024  # the latest files, and as much of each as is read
PARTING = b"-" * 79  # Django's console back-end writes this line after each message


@dataclass(frozen=True)
class Mail:
    to: tuple[str, ...]
    subject: str
    body: str
    message_id: str
    at: dt.datetime | None


def read(folder: Path) -> list[Mail]:
    """The mails in the folder, latest first. Plain text only; files that are no mail are passed over."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.name, reverse=True)[:FILES]
    found = [mail for path in files for mail in _mails(path)]
    oldest = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda mail: mail.at or oldest, reverse=True)


def addressed_to(mails: list[Mail], address: str) -> list[Mail]:
    """Those sent to this address; none when it is empty."""
    return [mail for mail in mails if address and address.casefold() in mail.to]


def _mails(path: Path) -> list[Mail]:
    with path.open("rb") as file:
        blob = file.read(BYTES)
    parts = [part.strip(b"\r\n") for part in blob.split(b"\n" + PARTING)]
    return [mail for part in parts if part and (mail := _mail(part)) is not None]


def _mail(blob: bytes) -> Mail | None:
    try:
        message = email.message_from_bytes(blob, policy=default)
        if not isinstance(message, EmailMessage) or not message["To"]:
            return None
        part = message.get_body(preferencelist=("plain",))
        body = part.get_content() if part is not None else ""
        to = tuple(address.addr_spec.casefold() for address in message["To"].addresses)
        return Mail(to, str(message["Subject"] or ""), body.strip(), str(message["Message-ID"] or ""), _date(message))
    except (ValueError, LookupError, AttributeError):  # what the parser raises for broken headers and charsets
        return None


def _date(message: EmailMessage) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
