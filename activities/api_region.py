"""A lead office's own region by key: the tables of the yearly workbook as JSON, for a key that may read the region.

The rows are those of the workbook, through the same sources: what was handed in, never another unit's draft.
"""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja import Field, Header, Query, Router, Schema, Status

from activities.api_own_reading import own_campaign
from activities.resources import sources
from activities.resources.scope import Scope
from activities.resources.sources import Source
from orgs import tokens
from orgs.api_problems import FieldProblem, Refusal
from orgs.models import ApiToken

router = Router(tags=["本地区汇总"])
PAGE, MOST = 100, 1000
CAMPAIGN = Query("", description="年份，如2024；不给出时为最近一年", examples=["2024"])
LIMIT = Query(PAGE, ge=1, description=f"条数，默认{PAGE}，最多{MOST}")
OFFSET = Query(0, ge=0, le=10**9, description="从第几条之后开始；上一页的next")
MATCH = Header("", alias="If-None-Match", description="上次得到的ETag；没有变动的返回304，没有内容")
ABOUT = "与“年度汇总工作簿”的同名工作表逐行相同。需要“读取本地区汇总”的密钥，由牵头单位建立。"


class KeyRequest(HttpRequest):
    """A request that came with a unit's key."""

    auth: ApiToken


class RegionPage(Schema):
    """What every page of a table has beside its rows."""

    unit: str = Field(description="密钥所属的牵头单位")
    campaign: str = Field(description="年份")
    count: int = Field(description="总行数")
    next: int | None = Field(description="下一页的offset；没有下一页的为null")


def _serve(source: Source, path: str) -> None:
    """The call for one table."""
    table = source.table
    name = table.schema().__name__.removesuffix("Row")
    page = type(f"{name}Table", (RegionPage,), {"__annotations__": {"items": list[table.schema()]}})
    answers = {200: page, 304: None, 401: FieldProblem, 403: FieldProblem, 422: FieldProblem, 429: FieldProblem}

    @router.get(path, response=answers, summary=table.title, description=ABOUT, url_name=table.name,
                operation_id=f"region_{table.name}")  # fmt: skip
    def call(
        request: KeyRequest,
        response: HttpResponse,
        *,
        campaign: str = CAMPAIGN,
        limit: int = LIMIT,
        offset: int = OFFSET,
        if_none_match: str = MATCH,
    ):
        return _answered(_page(source, request.auth, campaign, offset, min(limit, MOST)), response, if_none_match)


def _page(source: Source, token: ApiToken, year: str, offset: int, size: int) -> dict[str, Any]:
    if token.scope != tokens.REGION or not token.unit.is_lead:
        raise Refusal(403, "这个密钥不能读取本地区汇总。请牵头单位的管理岗另建一个有“读取本地区汇总”权限的密钥。")
    scope = Scope(token.unit, own_campaign(year))
    count, rows = source.page(scope, tokens.reader(token), offset, size)
    more = offset + size if offset + size < count else None
    head = {"unit": token.unit.name, "campaign": scope.campaign.slug, "count": count, "next": more}
    return head | {"items": source.table.json(rows)}


def _answered(answer: dict[str, Any], response: HttpResponse, known: str) -> Any:
    """The answer with its fingerprint; 304 when the other system has it already."""
    words = json.dumps(answer, cls=DjangoJSONEncoder, sort_keys=True)
    tag = f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'
    response["ETag"] = tag
    return Status(304, None) if tag in {each.removeprefix("W/") for each in parse_etags(known)} else answer


for _source in sources.SOURCES:
    _serve(_source, f"/{_source.table.name.replace('_', '-')}")
