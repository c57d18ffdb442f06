"""The interfaces' documentation as pages of the portal, made from the schema: no script, no other host."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Schema = dict[str, Any]
TYPES = {"string": "文字", "integer": "整数", "boolean": "是或否", "number": "数", "null": "null", "object": "对象"}
FORMATS = {"date": "日期", "date-time": "时间", "uuid": "UUID", "binary": "文件"}
PLACES = {"path": "地址", "query": "查询", "header": "请求头"}


class Page(DocsBase):
    def __init__(self, template: str = "public/api.html") -> None:
        self.template = template

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        calls = [
            _call(path, method.upper(), call)
            for path, methods in schema["paths"].items()
            for method, call in methods.items()
        ]
        shapes = [_shape(name, shape) for name, shape in schema["components"]["schemas"].items()]
        return render(request, self.template, {"here": "api", "calls": calls, "shapes": shapes})


def _call(path: str, method: str, call: Schema) -> Schema:
    done = next(answer for status, answer in call["responses"].items() if int(status) < 300)
    answer = done["content"]["application/json"]["schema"] if "content" in done else {}
    examples = {p["name"]: p["schema"]["examples"][0] for p in call["parameters"] if "examples" in p["schema"]}
    query = urlencode({name: value for name, value in examples.items() if "{" + name + "}" not in path})
    example = path.replace("{year}", "2024") + (f"?{query}" if query else "")
    return {
        "path": path,
        "method": method,
        "operationId": call["operationId"],
        "summary": call["summary"],
        "description": call.get("description", ""),
        "parameters": [_parameter(parameter) for parameter in call["parameters"]] + _parts(call),
        "sent": _sent(call),
        "answer": {"name": _link(answer.get("items", answer)), "many": "items" in answer},
        "example": "" if "{" in example or method != "GET" else example,
    }


def _body(call: Schema) -> Schema:
    content = call.get("requestBody", {}).get("content", {})
    return next((each["schema"] for each in content.values()), {})


def _sent(call: Schema) -> str:
    """The shape of what is sent as JSON."""
    return _link(_body(call))


def _parts(call: Schema) -> list[Schema]:
    """What is sent as a form, file by file and field by field."""
    body = _body(call)
    needed = body.get("required", [])
    fields = body.get("properties", {}).items()
    return [
        {"name": name, "in": "表单", "required": name in needed, "description": about.get("description", "")}
        for name, about in fields
    ]


def _parameter(parameter: Schema) -> Schema:
    return {
        "name": parameter["name"],
        "in": PLACES[parameter["in"]],
        "required": parameter["required"],
        "description": parameter["schema"].get("description", ""),
    }


def _shape(name: str, shape: Schema) -> Schema:
    fields = shape.get("properties", {}).items()
    return {"name": name, "fields": [_field(field, about) for field, about in fields]}


def _field(name: str, about: Schema) -> Schema:
    return {"name": name, "kind": _kind(about), "link": _linked(about), "about": about.get("description", "")}


def _kind(about: Schema) -> str:
    if "anyOf" in about:
        return "或".join(_kind(each) for each in about["anyOf"])
    if "$ref" in about:
        return _link(about)
    if about.get("type") == "array":
        return f"列表：{_kind(about['items'])}"
    if isinstance(about.get("additionalProperties"), dict):
        return f"对象，每项为{_kind(about['additionalProperties'])}"
    return FORMATS.get(about.get("format", ""), TYPES.get(about.get("type", ""), ""))


def _linked(about: Schema) -> str:
    inside = [about.get("items"), about.get("additionalProperties"), *about.get("anyOf", [])]
    return _link(about) or next((_link(each) for each in inside if isinstance(each, dict) and _link(each)), "")


def _link(about: Schema) -> str:
    return str(about.get("$ref", "")).rsplit("/", 1)[-1]
