"""The open interface: read-only, public data only. The apps bring their routers; errors are one Chinese sentence."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from activities.api import router as activities
from campaigns.api import router as campaigns
from orgs.api import router as orgs
from orgs.lookups import BadParameter, Unknown
from qualitymonth.api_docs import Page

FORMS = {"limit": "limit应为1以上的整数", "offset": "offset应为0至1000000000的整数"}


api = NinjaAPI(
    title="全国“质量月”活动门户开放接口",
    version="1",
    description="只读，只含主动公开的内容。日期为北京时间。",
    urls_namespace="api",
    docs=Page(),
    docs_url="/docs",
)
api.add_router("", campaigns)
api.add_router("", activities)
api.add_router("", orgs)


@api.exception_handler(ValidationError)
def wrong_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = [str(each["loc"][-1]) for each in error.errors]
    sentences = [FORMS.get(name, f"参数{name}的形式不对") for name in dict.fromkeys(names)]
    return api.create_response(request, {"detail": "；".join(sentences) + "。"}, status=422)


@api.exception_handler(BadParameter)
def bad_parameter(request: HttpRequest, error: BadParameter) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=422)


@api.exception_handler(Unknown)
@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    sentence = str(error) if isinstance(error, Unknown) else "没有这个接口，请查阅接口说明。"
    return api.create_response(request, {"detail": sentence}, status=404)


def no_such_call(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever else is asked below /api/: 404 as JSON, not as a page."""
    return unknown(request, Http404())
