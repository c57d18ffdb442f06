"""A unit's own activities by key, for its own system: fetch what changed, log, change, hand in. Nothing of others."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Header, Path, Query, Router, Status
from ninja.files import UploadedFile

from activities import pushing
from activities.api_own_reading import (
    SINCE,
    answer_for,
    limited,
    moment,
    own_campaign,
    place,
    place_of,
    questions_about,
    version_of,
)
from activities.api_own_shapes import (
    STATES,
    ActivityChange,
    ActivityNew,
    Choices,
    OwnActivities,
    OwnActivity,
    OwnPhoto,
    Stale,
    own_photo,
)
from activities.api_own_writing import acted, amended, choices_of, created, digest_of, refused
from activities.models import Activity
from orgs.api_problems import FieldProblem, Refusal
from orgs.models import ApiToken

router = Router(tags=["本单位活动"])
PAGE, MOST = 50, 200
OVERLAP = dt.timedelta(minutes=1)  # a change that is being committed while we read bears an earlier time
READ = {401: FieldProblem, 404: FieldProblem, 422: FieldProblem, 429: FieldProblem}
WRITE = READ | {400: FieldProblem, 403: FieldProblem, 409: FieldProblem}
ID = Path(description="活动的编号")
KEY = Header(
    ..., alias="Idempotency-Key", description="自定的编号，每次新的请求用一个新的；重发同一请求时不变，30天内只办理一次"
)
STATE = Query([], description=f"状态，可给出多个：{STATES}")
FILE = File(..., description="照片")
MATCH = Header("", alias="If-Match", description="所读到的version或ETag；已有他人修改的，不写入并返回412")


class KeyRequest(HttpRequest):
    """A request that came with a unit's key."""

    auth: ApiToken


@router.get(
    "/activities", response={200: OwnActivities, **READ}, summary="本单位的活动",
    description=f"含内设机构的、各种状态的。按变动先后排列，每页最多{MOST}项；next不为null的，带cursor再读下一页。"
    "已删除的草稿不再出现。",
)  # fmt: skip
def activities(
    request: KeyRequest,
    *,
    changed_since: str = Query("", description=SINCE, examples=["2024-09-10T08:00:00+08:00"]),
    cursor: str = Query("", description="上一页的next"),
    campaign: str = Query("", description="年份，如2024；不给出时为各年", examples=["2024"]),
    state: list[str] = STATE,
    limit: int = Query(PAGE, ge=1, description=f"条数，默认{PAGE}，最多{MOST}"),
):
    until, size = timezone.now() - OVERLAP, min(limit, MOST)
    rows = limited(pushing.activities_of(request.auth), campaign, state)
    start = place_of(cursor) if cursor else (moment(changed_since), 0)
    page = list(pushing.since(rows, *start)[: size + 1])
    more = place(page[size - 1]) if len(page) > size else None
    return {"items": [answer_for(each) for each in page[:size]], "next": more, "changed_until": until}


@router.get("/activities/{public_id}", response={200: OwnActivity, **READ}, summary="一项活动")
def activity(request: KeyRequest, response: HttpResponse, public_id: str = ID):
    return _shown(request, public_id, response)


@router.post(
    "/activities", response={201: OwnActivity, **WRITE}, summary="登记一项活动",
    description="存为草稿，本单位内可见；报送另行办理。",
)  # fmt: skip
def log(request: KeyRequest, sent: ActivityNew, key: str = KEY):
    campaign = own_campaign(sent.campaign)

    def act() -> tuple[int, Any]:
        made = created(request.auth, sent, campaign)
        return 201, _current(request, made.public_id)

    return Status(*acted(request.auth, key, digest_of(request, sent.model_dump(mode="json", exclude_unset=True)), act))


@router.patch(
    "/activities/{public_id}", response={200: OwnActivity, 412: Stale, 428: FieldProblem, **WRITE},
    summary="修改一项活动", description="草稿和请补充完善的可以修改。只送要改的字段，没有送的保持不变。",
)  # fmt: skip
def change(request: KeyRequest, response: HttpResponse, sent: ActivityChange, public_id: str = ID, match: str = MATCH):
    found, version = _own(request, public_id), version_of(match)
    if version is None:
        raise Refusal(428, "请在请求头If-Match中给出所读到的version，以免覆盖他人的修改。")
    with refused(request.auth, lambda: _current(request, public_id)):
        amended(found, version, sent)
    return _shown(request, public_id, response)


@router.delete("/activities/{public_id}", response={204: None, 412: Stale, **WRITE}, summary="删除草稿")
def delete(request: KeyRequest, public_id: str = ID, match: str = MATCH):
    found, version = _own(request, public_id), version_of(match)
    with refused(request.auth, lambda: _current(request, public_id)):
        pushing.delete(activity=found, version=version)
    return Status(204, None)


@router.post(
    "/activities/{public_id}/hand-in", response={200: OwnActivity, 412: Stale, **WRITE}, summary="报送",
    description="报送后由负责审核的牵头单位办理，审核前不能再修改。",
)  # fmt: skip
def hand_in(request: KeyRequest, public_id: str = ID, key: str = KEY, match: str = MATCH):
    found, version = _own(request, public_id), version_of(match)

    def act() -> tuple[int, Any]:
        with refused(request.auth, lambda: _current(request, public_id)):
            pushing.hand_in(activity=found, version=version)
        return 200, _current(request, public_id)

    return Status(*acted(request.auth, key, digest_of(request, match), act))


@router.post(
    "/activities/{public_id}/photos", response={201: OwnPhoto, **WRITE}, summary="添加一张照片",
    description="以multipart/form-data送出，每次一张；JPEG、PNG、WebP。拍摄位置等信息自动去除。",
)  # fmt: skip
def add_photo(
    request: KeyRequest,
    file: UploadedFile = FILE,
    caption: str = Form("", description="说明，120字以内", max_length=120),
    public_id: str = ID,
    key: str = KEY,
):
    found = _own(request, public_id)

    def act() -> tuple[int, Any]:
        with refused(request.auth):
            photo = pushing.add_photo(activity=found, file=file, caption=caption)
        return 201, OwnPhoto(**own_photo(photo)).model_dump(mode="json")

    # the picture is made before its transaction begins, and the same one twice is refused by itself
    return Status(*acted(request.auth, key, digest_of(request, [caption], file), act, together=False))


@router.get(
    "/choices", response={200: Choices, **READ}, summary="可对应的内容",
    description="正在执行的方案中的专项行动，和附件所列本单位的活动。",
)  # fmt: skip
def choices(request: KeyRequest, campaign: str = Query("", description="年份，如2024；不给出时为最近一年")):
    return choices_of(request.auth.unit, own_campaign(campaign))


def _own(request: KeyRequest, public_id: str) -> Activity:
    found = pushing.activities_of(request.auth).filter(public_id=public_id.replace("\0", "")).first()
    if found is None:
        raise Refusal(404, "本单位没有这项活动。")
    return found


def _current(request: KeyRequest, public_id: str) -> dict[str, Any]:
    found = _own(request, public_id)
    answer = answer_for(found) | {"questions": questions_about(found, request.auth)}
    return OwnActivity(**answer).model_dump(mode="json")


def _shown(request: KeyRequest, public_id: str, response: HttpResponse) -> dict[str, Any]:
    """The ETag is of the activity alone: what is asked about it changes with others."""
    answer = _current(request, public_id)
    tag = digest_of(None, {name: value for name, value in answer.items() if name != "questions"})[:12]
    response["ETag"] = f'"{answer["version"]}-{tag}"'
    return answer
