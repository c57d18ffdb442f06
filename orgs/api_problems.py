"""An answer that refuses: a status, one Chinese sentence, and the fields it is about."""

from collections.abc import Mapping
from typing import Any

from ninja import Field, Schema


class Refusal(Exception):
    def __init__(
        self,
        status: int,
        detail: str,
        fields: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ):
        super().__init__(detail)
        self.status, self.headers = status, dict(headers or {})
        self.answer = {"detail": detail, "fields": dict(fields or {})} | more


class FieldProblem(Schema):
    detail: str = Field(description="一句话说明哪里不对、应怎样改")
    fields: dict[str, str] = Field(description="字段名及其问题；与字段无关的为空")
