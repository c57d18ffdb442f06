"""What a message says, whatever the channel, and why a channel did not take it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """`brief` is what a short message (短信) says instead of the subject; `action` is the word on the button."""

    subject: str
    body: str
    url: str = ""
    brief: str = ""
    action: str = "登录办理"


class NotSent(Exception):
    """A channel did not take the message. Its text is a Chinese sentence for the unit's manager, without secrets.

    `gone`: the address will never take one again. `wait`: seconds the other side asked to be left alone.
    """

    def __init__(self, sentence: str, *, gone: bool = False, wait: int = 0) -> None:
        super().__init__(sentence)
        self.gone, self.wait = gone, wait
