"""The interface by key: a unit's own activities for its own system. Each answer has one reader and nobody keeps it."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from activities.api_own import router
from activities.api_region import router as region
from orgs.api_keys import Key
from orgs.api_problems import Refusal
from qualitymonth.api_docs import Page

ABOUT = (
    "供各单位自己的业务平台读取和报送本单位（含内设机构）的活动，不必重复录入；牵头单位可读取本地区汇总。"
    "密钥由本单位管理岗在“管理 › 接口密钥”中建立，放在请求头Authorization中。日期和时间为北京时间。"
)
# what pydantic calls a mistake → what the other system's people are told; the rest is only of a wrong form
SENTENCES = {
    "missing": "没有给出",
    "extra_forbidden": "没有这个字段，请核对字段名",
    "string_type": "应为文字",
    "string_too_long": "过长",
    "string_unicode": "含有不能识别的字符",
    "too_long": "项数过多",
    "list_type": "应为列表",
    "int_type": "应为整数",
    "literal_error": "不在可选的值之内",
    "greater_than_equal": "数值过小",
    "less_than_equal": "数值过大，请核对",
}


class UnitAPI(NinjaAPI):
    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        return _own(super().create_temporal_response(request))

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        return _own(super().create_response(request, data, **options))


def _own(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response


unit_api = UnitAPI(
    title="全国“质量月”活动门户报送接口",
    version="1",
    description=ABOUT,
    urls_namespace="unit_api",
    docs=Page("public/api_unit.html"),
    docs_url="/docs",
    auth=Key(),
)
unit_api.add_router("", router)
unit_api.add_router("", region)


@unit_api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    response = unit_api.create_response(request, refusal.answer, status=refusal.status)
    for name, value in refusal.headers.items():
        response.headers[name] = value
    return response


@unit_api.exception_handler(ValidationError)
def wrong_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields: dict[str, str] = {}
    for each in error.errors:
        fields.setdefault(_name(each["loc"]), SENTENCES.get(each["type"], "形式不对"))
    detail = "；".join(f"{name}：{sentence}" for name, sentence in fields.items()) + "。"
    return unit_api.create_response(request, {"detail": detail, "fields": fields}, status=422)


def _name(place: tuple) -> str:
    """("body", "sent", "counters", 0, "value") → counters.0.value; the branches of a choice of types say nothing."""
    parts = [str(part) for part in place if not str(part).startswith(("function-", "constrained-", "nullable["))]
    inner = parts[2:] if parts[0] in ("body", "form", "file") and len(parts) > 2 else parts[1:]
    return ".".join(part for part in inner if part not in ("int", "str")) or ".".join(parts)


@unit_api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refused(request, Refusal(error.status_code, "请求内容不是能读懂的JSON（UTF-8），或内容过大，没有写入。"))


@unit_api.exception_handler(MultiPartParserError)
@unit_api.exception_handler(SuspiciousOperation)
@unit_api.exception_handler(UnreadablePostError)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    return refused(request, Refusal(400, "请求内容不完整或形式不对，没有写入，请重新发送。"))


@unit_api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    return refused(request, Refusal(404, "没有这个接口，请查阅接口说明。"))
