"""Mail: text and HTML from the same words, one click to the form, the same Message-ID at every attempt."""

import hashlib
import logging
from email.utils import parseaddr
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from orgs.letters import Letter, NotSent

log = logging.getLogger(__name__)


class Postman:
    """Sends mails one by one, through one connection to the mail server while it lasts."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> "Postman":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._hang_up()

    def send(self, *, to: list[str], letter: Letter, key: str, post: str) -> None:
        """Raises NotSent. `post` names the seat the mail is for."""
        try:
            mail = compose(to=to, letter=letter, key=key, post=post)
            mail.connection = self._line()
            mail.send()
        except Exception as error:
            self._hang_up()
            raise NotSent(f"{said(error)}（{type(error).__name__}: {error}）") from error

    def _line(self):
        if self._connection is None:
            connection = get_connection()
            connection.open()
            if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
                return connection  # one file per mail: the demonstration reads each from its beginning
            self._connection = connection
        return self._connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except (OSError, SMTPException) as error:  # the mails that went are gone all the same
            log.info("the mail server did not say good-bye: %s", type(error).__name__)


def compose(*, to: list[str], letter: Letter, key: str, post: str) -> EmailMultiAlternatives:
    link = settings.BASE_URL + letter.url if letter.url else ""
    context = {"letter": letter, "link": link, "post": post, "name": settings.SITE["name"]}
    mail = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),  # a line break in a title would keep the mail from ever leaving
        body=render_to_string("mail/letter.txt", context),
        to=to,
        headers={"Message-ID": message_id(key), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return mail


def message_id(key: str) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{digest(key)}@{domain}>"


def digest(key: str) -> str:
    """What the other side knows a message by: the same whenever it is sent again, and says nothing of its content."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def said(error: Exception) -> str:
    """What a manager can do something with; the technical words stand in brackets after it."""
    if isinstance(error, SMTPRecipientsRefused):
        return "收件地址被邮件服务器拒绝，请核对邮箱"
    if isinstance(error, SMTPAuthenticationError):
        return "邮件服务器的账号或密码有误"
    if isinstance(error, OSError) and not isinstance(error, SMTPException):
        return "邮件服务器连接不上"
    return "邮件没有发出"
