"""The fixed words of activities, and the table of their moves."""

from django.db import models

from orgs.moves import Move


class Sort(models.TextChoices):
    PUBLICITY = "publicity", "质量宣贯"
    METHODS = "methods", "质量管理模式方法推广"
    BRANDS = "brands", "质量品牌宣传推介"
    GRASSROOTS = "grassroots", "群众性质量活动"
    SERVICES = "services", "为民办质量实事"
    OTHER = "other", "其他"


class Qualifier(models.TextChoices):
    EXACT = "", "准确数"
    ABOUT = "约", "约"
    OVER = "余", "余"
    NEARLY = "近", "近"


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    HANDED_IN = "handed_in", "已报送"
    RETURNED = "returned", "请补充完善"
    ACCEPTED = "accepted", "审核通过"


class Outcome(models.TextChoices):
    HELD = "held", "已开展"
    PLANNED = "planned", "计划开展"
    POSTPONED = "postponed", "延期"
    CANCELLED = "cancelled", "取消"


EDITABLE = (State.DRAFT, State.RETURNED)
HANDED_IN = (State.HANDED_IN, State.ACCEPTED)

ACTIVITY_MOVES = {
    "hand_in": Move("报送", EDITABLE, State.HANDED_IN),
    "withdraw": Move("撤回修改", (State.HANDED_IN,), State.DRAFT),
    "accept": Move("审核通过", (State.HANDED_IN,), State.ACCEPTED),
    "send_back": Move("请补充完善", (State.HANDED_IN, State.ACCEPTED), State.RETURNED),
}


class Counted(models.TextChoices):
    """What an announced figure counts."""

    ACTIVITIES = "activities", "活动（项）"
    DEPARTMENTS = "departments", "参加单位（家）"
    VIEWERS = "viewers", "线上观看（人次）"


EXPORTING = ("manager", "reviewer", "approver")  # roles that may take a unit's tables away as a file


class ExportFormat(models.TextChoices):
    WORKBOOK = "xlsx", "Excel工作簿（报送情况、活动明细）"
    ACTIVITIES = "activities", "CSV：活动明细"
    OBLIGATIONS = "obligations", "CSV：报送情况"
