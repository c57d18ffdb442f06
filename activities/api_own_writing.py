"""Writing by key: once per Idempotency-Key, named in the trail, and every refusal of a verb turned into an answer."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from activities import pushing
from activities.api_own_shapes import ActivityChange, ActivityNew
from activities.choosing import offer
from activities.forms.logging import ActivityForm
from activities.forms.pushing import pushed, wrong
from activities.imaging import PhotoError
from activities.models import Activity
from campaigns.models import Campaign
from orgs import audit, calls
from orgs.api_problems import Refusal
from orgs.models import ApiToken, Unit
from orgs.moves import StaleState
from orgs.tokens import units_of, via

KEY = re.compile(r"[A-Za-z0-9_.:\-]{1,80}")


def acted(token: ApiToken, key: str, digest: str, act: Callable[[], calls.Answer], *, together: bool = True):
    """The answer of `act`, or the one kept for the key."""
    if not KEY.fullmatch(key):
        raise Refusal(422, "Idempotency-Key应为1至80个字母、数字或 _ . : - 。", {"Idempotency-Key": "形式不对"})
    try:
        with refused(token):
            return calls.once(token=token, key=key, digest=digest, act=act, together=together)
    except calls.OtherRequest:
        raise Refusal(
            422, "这个Idempotency-Key已用于另一个请求，请换一个新的。", {"Idempotency-Key": "已用过"}
        ) from None
    except calls.InFlight:
        raise Refusal(
            409, "同一个请求正在办理，请稍后用同一个Idempotency-Key再送。", headers={"Retry-After": "5"}
        ) from None


@contextmanager
def refused(token: ApiToken, current: Callable[[], dict] | None = None) -> Iterator[None]:
    """What is done inside is written down as done by the key; what the verbs refuse becomes an answer."""
    try:
        with audit.through(via(token)):
            yield
    except ValidationError as error:
        fields = {name: "".join(each) for name, each in error.message_dict.items()} if _by_field(error) else {}
        raise Refusal(422, "".join(error.messages), fields) from None
    except PhotoError as error:
        raise Refusal(422, f"照片没有保存：{error}。", {"file": str(error)}) from None
    except pushing.StaleVersion as stale:
        raise Refusal(412, str(stale), **({"current": current()} if current else {})) from None
    except StaleState as stale:
        raise Refusal(409, str(stale)) from None


def created(token: ApiToken, sent: ActivityNew, campaign: Campaign) -> Activity:
    unit = _unit(token, sent.unit)
    form = _checked(pushed(_words(sent), unit=unit, campaign=campaign))
    words, holders = form.words(), form.co_holders()
    return pushing.create(unit=unit, campaign=campaign, words=words, holders=holders, counters=_counters(sent))


def amended(activity: Activity, version: int, sent: ActivityChange) -> None:
    if activity.version != version:
        # before the words are looked at: they may be wrong only beside the old ones
        raise pushing.StaleVersion(activity)
    form = _checked(pushed(_words(sent), unit=activity.unit, campaign=activity.campaign, activity=activity))
    holders = form.co_holders() if sent.holders is not None else None
    pushing.amend(activity=activity, version=version, words=form.words(), holders=holders, counters=_counters(sent))


def digest_of(request: HttpRequest | None, sent: Any, file: UploadedFile | None = None) -> str:
    """What tells one request from another: where to, what, and the file's content."""
    found = hashlib.sha256(f"{request.method} {request.path}\n".encode() if request else b"")
    found.update(json.dumps(sent, sort_keys=True, ensure_ascii=True).encode())
    for chunk in file.chunks() if file else ():
        found.update(chunk)
    if file:
        file.seek(0)
    return found.hexdigest()


def choices_of(unit: Unit, campaign: Campaign) -> dict[str, Any]:
    """What the unit may log against, in the document's order."""
    offered = offer(unit, campaign)
    groups = [(name, rows) for name, rows in offered.choices if isinstance(rows, list)]
    items = [{"key": key, "name": label, "group": name} for name, rows in groups for key, label in rows]
    plan = offered.edition.plan.public_id if offered.edition else None
    return {"campaign": campaign.slug, "plan_id": plan, "items": items}


def _unit(token: ApiToken, name: str) -> Unit:
    units = list(units_of(token).taking_part())
    found = next((unit for unit in units if name in (unit.name, unit.short_name)), None) if name else token.unit
    if found is None:
        sentence = "unit应为密钥所属单位或其内设机构的名称。"
        raise Refusal(422, sentence, {"unit": sentence})
    return found


def _words(sent: ActivityChange) -> dict[str, Any]:
    return sent.model_dump(exclude_unset=True, exclude={"campaign", "unit", "counters"})


def _counters(sent: ActivityChange) -> list[dict[str, Any]] | None:
    if sent.counters is None:
        return None
    kinds = [row.kind for row in sent.counters]
    if len(set(kinds)) < len(kinds):
        raise Refusal(422, "counters中同一项指标只能出现一次。", {"counters": "有重复的指标"})
    return [row.model_dump() for row in sent.counters]


def _checked(form: ActivityForm) -> ActivityForm:
    if not form.is_valid():
        fields = wrong(form)
        sentences = [f"{form.fields[name].label}：{words}" if name else words for name, words in fields.items()]
        raise Refusal(422, "".join(sentences), {name: words for name, words in fields.items() if name})
    return form


def _by_field(error: ValidationError) -> bool:
    return hasattr(error, "error_dict")
