"""The steps of a document on the pages: 起草 → 审核 → 签发 → 登记 → 印发 → 公开, each with who and when. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One step; `state` is done, now, ahead, returned or dropped."""

    name: str
    who: str
    state: str
    said: str
    at: object = None
