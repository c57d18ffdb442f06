"""Who asks: `Authorization: Bearer …`. No session, no cookie; refusals say what to do."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from orgs import secretlinks, tokens
from orgs.api_problems import Refusal
from orgs.models import ApiToken

READING = ("GET", "HEAD")
SCHEME = {"WWW-Authenticate": 'Bearer realm="quality-month"'}
LATER = {"Retry-After": "60"}


class Key(HttpBearer):
    """A unit's key; `request.auth` is the ApiToken."""

    def __call__(self, request: HttpRequest) -> ApiToken:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise Refusal(401, "请在请求头Authorization中给出接口密钥，形式为“Bearer 密钥”。", headers=SCHEME)
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        if secretlinks.guessed_too_often(request, of=secretlinks.KEYS):
            raise Refusal(429, "使用错误密钥的次数过多，请五分钟后再试。", headers={"Retry-After": "300"})
        try:
            found = tokens.find(token)
        except tokens.Refused as refused:
            if refused.unknown:
                secretlinks.missed(request, of=secretlinks.KEYS)
            raise Refusal(401, str(refused), headers=SCHEME) from None
        if secretlinks.used_too_often(request, str(found.pk)):
            raise Refusal(429, "调用过于频繁，请一分钟后再试；大量数据请分页读取。", headers=LATER)
        if request.method not in READING and found.scope != "write":
            raise Refusal(403, "这个密钥只能读取。需要报送的，请本单位管理岗另建一个有报送权限的密钥。")
        tokens.seen(token=found)
        return found
