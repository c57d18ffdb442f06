"""The fixed words of plans, requests and reports, and the tables of their moves."""

from django.db import models

from orgs.moves import Move


class Scope(models.TextChoices):
    REGION = "region", "全域"
    SYSTEM = "system", "系统内"


class PlanKind(models.TextChoices):
    NOTICE = "notice", "通知"
    PLAN = "plan", "方案"


class Kind(models.TextChoices):
    THEME = "theme", "主题"
    SLOGAN = "slogan", "口号"
    SECTION = "section", "活动内容"
    ARRANGEMENT = "arrangement", "重点安排"
    ACTION = "action", "专项行动"
    REQUIREMENT = "requirement", "工作要求"


class Change(models.TextChoices):
    INHERITED = "inherited", "沿用上级"
    ADAPTED = "adapted", "结合本级调整"
    DERIVED = "derived", "细化落实"
    ADDED = "added", "本级新增"
    WITHDRAWN = "withdrawn", "本级未列入"


class Issue(models.TextChoices):
    """What a person calls the edition; the word 版本 never appears on screen."""

    FIRST = "first", "印发稿"
    SUPPLEMENT = "supplement", "补充通知"
    CORRECTION = "correction", "更正"
    REISSUE = "reissue", "重新印发"


class State(models.TextChoices):
    DRAFT = "draft", "起草中"
    REVIEWING = "reviewing", "审核中"
    SUBMITTED = "submitted", "待签发"
    RETURNED = "returned", "已退回"
    SIGNED = "signed", "已签发"
    ISSUED = "issued", "已印发"
    SUPERSEDED = "superseded", "已被替代"
    ABOLISHED = "abolished", "已废止"


OPEN = (State.DRAFT, State.REVIEWING, State.SUBMITTED, State.RETURNED, State.SIGNED)
EDITABLE = (State.DRAFT, State.RETURNED)
STANDING = (State.ISSUED, State.SUPERSEDED, State.ABOLISHED)

EDITION_MOVES = {
    "submit": Move("送审", EDITABLE, State.SUBMITTED),
    "submit_for_review": Move("送审", EDITABLE, State.REVIEWING),  # instead, where the unit has an order of 审核
    "recall": Move("撤回送审", (State.REVIEWING, State.SUBMITTED), State.DRAFT),
    "pass": Move("审核通过", (State.REVIEWING,), State.SUBMITTED),  # by the last reviewer; those before leave the state
    "record_review": Move("登记线下审核", (State.REVIEWING,), State.SUBMITTED),  # the same
    "send_back": Move("退回修改", (State.REVIEWING, State.SUBMITTED, State.SIGNED), State.RETURNED),
    "sign": Move("签发", (State.SUBMITTED,), State.SIGNED),
    "record_signing": Move("登记线下签批", (State.DRAFT, State.RETURNED, State.SUBMITTED), State.SIGNED),
    "register": Move("登记", (State.SIGNED,), State.SIGNED),
    "issue": Move("印发", (State.SIGNED,), State.ISSUED),
    "supersede": Move("替代", (State.ISSUED,), State.SUPERSEDED),
    "abolish": Move("废止", (State.ISSUED,), State.ABOLISHED),
}


# acts on an edition by which nobody becomes one of its drafters; any other counts as writing
DECISIONS = (
    "撤回送审", "退回修改", "签发", "登记线下签批", "下载签批件", "印发", "公开属性", "废止",
    "公开前核查", "签收", "登记", "更正发文字号", "会签", "下载会签件",
    "定时印发", "取消定时印发", "定时公开", "取消定时公开",
    "下载文稿",
    "审核通过", "登记线下审核", "下载审核件", "意见", "意见已处理", "意见重新打开", "标为已看", "交接",
)  # fmt: skip


class PartyRole(models.TextChoices):
    ISSUER = "issuer", "发文机关"
    ADDRESSEE = "addressee", "主送"
    COPIED = "copied", "抄送"


class PartyRule(models.TextChoices):
    """An addressee that stands for many: who they are is looked up when the document is issued."""

    BELOW = "below", "下一级各牵头单位"
    MEMBERS = "members", "各成员单位"


class Duty(models.TextChoices):
    LEAD = "lead", "牵头"
    IN_CHARGE = "in_charge", "负责"
    COOPERATE = "cooperate", "配合"
    ASSIST = "assist", "协助"
    CARRY_OUT = "carry_out", "实施"
    JOINT = "joint", "联合"


class Ask(models.TextChoices):
    COLLECT = "collect", "征集"
    COMMENT = "comment", "征求意见"
    SUMMARY = "summary", "报送总结"


class Answer(models.TextChoices):
    """Where the answer to one obligation stands; whether it was in time is `standing.py`'s question."""

    OPEN = "open", "待报送"
    HANDED_IN = "handed_in", "已报送"
    RETURNED = "returned", "请补充完善"
    ACCEPTED = "accepted", "审核通过"
    NIL = "nil", "本单位无相关活动"


AWAITED = (Answer.OPEN, Answer.RETURNED)  # it is the turn of the unit
GIVEN = (Answer.HANDED_IN, Answer.ACCEPTED)  # the office that asked has it
ANSWER_MOVES = {
    "hand_in": Move("报送", (Answer.OPEN, Answer.RETURNED, Answer.NIL), Answer.HANDED_IN),
    "declare_nil": Move("以“无”答复", AWAITED, Answer.NIL),
    "accept": Move("审核通过", (Answer.HANDED_IN,), Answer.ACCEPTED),
    "send_back": Move("请补充完善", (Answer.HANDED_IN, Answer.NIL), Answer.RETURNED),
}


class FieldKind(models.TextChoices):
    """Kinds of a request's own fields."""

    NUMBER = "number", "数字"
    TEXT = "text", "文字"
    CHOICE = "choice", "选择"
    TABLE = "table", "表格"
    FILE = "file", "文件"


class AskedOf(models.TextChoices):
    """Rules by which a request names its units; who they are is looked up when it is sent, and anew every day."""

    BELOW = "below", "下一级各牵头单位"
    ALL_BELOW = "all_below", "下级各级牵头单位"
    MEMBERS = "members", "各成员单位"
    SECTIONS = "sections", "本单位各内设机构"


class Extending(models.TextChoices):
    """What became of an extension that was asked for."""

    ASKED = "", "待答复"
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"
    TAKEN_BACK = "taken_back", "已撤回"


class PartKind(models.TextChoices):
    """Parts of a report."""

    HEADING = "heading", "标题"
    TEXT = "text", "文字"
    FIGURES = "figures", "数据表"
    CASE = "case", "典型案例"
    PHOTOS = "photos", "图片"


class ReportForm(models.TextChoices):
    """As what a summary goes out."""

    PLAIN = "plain", "普通文稿"
    OFFICIAL = "official", "报告格式（标注签发人）"


class HandInDecision(models.TextChoices):
    WAITING = "", "待审核"
    ACCEPTED = "accepted", "审核通过"
    RETURNED = "returned", "请补充完善"
    REPLACED = "replaced", "已重新报送"


class CallResult(models.TextChoices):
    """What a telephone call about an answer brought."""

    PROMISED = "promised", "已接通，将按期报送"
    NEEDS_TIME = "needs_time", "已接通，需要延期"
    NOT_CONCERNED = "not_concerned", "已接通，称没有可报送的"
    NO_ANSWER = "no_answer", "无人接听"
    WRONG_NUMBER = "wrong_number", "号码有误"
    OTHER = "other", "其他"


class Told(models.TextChoices):
    """Who is told, after the date, that an answer is missing."""

    MANAGER = "manager", "本单位管理人员"
    ABOVE = "above", "提出要求的单位"
