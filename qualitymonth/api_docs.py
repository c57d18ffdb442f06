"""The open interface's documentation as a page of the portal, made from the schema: no script, no other host."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Schema = dict[str, Any]
TYPES = {"string": "文字", "integer": "整数", "boolean": "是或否", "number": "数", "null": "null", "object": "对象"}
FORMATS = {"date": "日期", "uuid": "UUID"}


class Page(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        calls = [_call(path, methods["get"]) for path, methods in schema["paths"].items()]
        shapes = [_shape(name, shape) for name, shape in schema["components"]["schemas"].items()]
        return render(request, "public/api.html", {"here": "api", "calls": calls, "shapes": shapes})


def _call(path: str, call: Schema) -> Schema:
    answer = call["responses"][200]["content"]["application/json"]["schema"]
    examples = {p["name"]: p["schema"]["examples"][0] for p in call["parameters"] if "examples" in p["schema"]}
    query = urlencode({name: value for name, value in examples.items() if "{" + name + "}" not in path})
    example = path.replace("{year}", "2024") + (f"?{query}" if query else "")
    return {
        "path": path,
        "operationId": call["operationId"],
        "summary": call["summary"],
        "description": call["description"],
        "parameters": [_parameter(parameter) for parameter in call["parameters"]],
        "answer": {"name": _link(answer.get("items", answer)), "many": "items" in answer},
        "example": "" if "{" in example else example,
    }


def _parameter(parameter: Schema) -> Schema:
    return {
        "name": parameter["name"],
        "in": parameter["in"],
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
