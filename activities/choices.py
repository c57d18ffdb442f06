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


class CounterKind(models.TextChoices):
    """County-level extras that summaries report: what, and its unit of counting."""

    MATERIALS = "materials", "资料（份）"
    CONSULTED = "consulted", "咨询（人次）"
    BOARDS = "boards", "展板（块）"
    BANNERS = "banners", "横幅（条）"
    MESSAGES = "messages", "短信（条）"
    INSPECTED = "inspected", "检查企业（家）"
    STAFF = "staff", "出动人员（人次）"
    TRAININGS = "trainings", "培训（场）"
    TRAINED = "trained", "培训（人次）"
    VIEWERS = "viewers", "线上观看（人次）"
    REPORTS = "reports", "媒体报道（篇）"


class Correcting(models.TextChoices):
    """States of a correction of an accepted activity."""

    DRAFT = "draft", "更正草稿"
    HANDED_IN = "handed_in", "更正待审核"
    RETURNED = "returned", "更正请补充完善"
    ACCEPTED = "accepted", "更正已通过"
    DROPPED = "dropped", "更正已撤销"


CORRECTION_OPEN = (Correcting.DRAFT, Correcting.HANDED_IN, Correcting.RETURNED)

CORRECTION_MOVES = {
    "hand_in": Move("报送更正", (Correcting.DRAFT, Correcting.RETURNED), Correcting.HANDED_IN),
    "withdraw": Move("撤回更正", (Correcting.HANDED_IN,), Correcting.DRAFT),
    "accept": Move("更正通过", (Correcting.HANDED_IN,), Correcting.ACCEPTED),
    "send_back": Move("请补充完善", (Correcting.HANDED_IN,), Correcting.RETURNED),
    "drop": Move("撤销更正", (Correcting.DRAFT, Correcting.RETURNED), Correcting.DROPPED),
}


class JobState(models.TextChoices):
    """What becomes of a long job: an export, an import, the reading of a material."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "进行中"
    READY = "ready", "待确认"
    WRITING = "writing", "写入中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"


class UploadState(models.TextChoices):
    OPEN = "open", "上传中"
    ARRIVED = "arrived", "已收到"
    KEPT = "kept", "已保存"
    REFUSED = "refused", "未保存"


EXPORTING = ("manager", "reviewer", "approver")  # roles that may take a unit's tables away as a file


class ExportFormat(models.TextChoices):
    WORKBOOK = "xlsx", "Excel工作簿（报送情况、活动明细）"
    BOOK = "book", "年度汇总工作簿（封面、上报、汇总、明细、案例、口号、列入情况）"
    FLAT = "flat", "Excel平面表（供其他系统读取）"
    ACTIVITIES = "activities", "CSV：活动明细"
    OBLIGATIONS = "obligations", "CSV：报送情况"
    PICTURES = "pictures", "照片压缩包（按地区、活动分文件夹）"
    BRIEF = "brief", "简报（Word，照片每页四张）"
