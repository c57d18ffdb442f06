"""The open interface about campaigns and plans: public data only."""

from ninja import Router

from campaigns import published
from campaigns.api_plans import document_shape, plan_shape
from campaigns.api_shapes import CampaignShape, DocumentShape, PlanShape
from campaigns.lookups import campaign_of
from campaigns.models import Campaign
from campaigns.published import Document
from orgs.api_shapes import Problem
from orgs.lookups import Unknown

router = Router(tags=["质量月与方案"])


@router.get(
    "/campaigns",
    response=list[CampaignShape],
    summary="各年质量月",
    description="实际开展的在前，近年在前；is_demo为true的是演示数据。",
)
def campaigns(request):
    return Campaign.objects.all()


@router.get(
    "/campaigns/{year}/plans",
    response={200: list[PlanShape], 404: Problem, 422: Problem},
    summary="某年公开的方案",
    description="year为年份，如2024。按行政区划次序排列，每个方案列最近一次公开的印发稿。",
)
def plans(request, year: str):
    editions = list(published.editions(campaign_of(year)))
    themes = published.themes(editions)
    public: dict[int | None, str] = {edition.plan_id: edition.plan.public_id for edition in editions}
    return [
        plan_shape(edition, theme=themes.get(edition.pk, ""), parent_id=public.get(edition.plan.parent_id))
        for edition in editions
    ]


@router.get(
    "/plans/{plan_id}",
    response={200: DocumentShape, 404: Problem},
    summary="一个方案的全文",
    description="最近一次公开的印发稿：各项内容及其与上级方案的关系、责任分工、附件所列活动。",
)
def plan(request, plan_id: str):
    edition = published.edition(plan_id)
    if edition is None:
        raise Unknown("没有这个方案，或尚未公开。")
    return document_shape(Document(edition))
