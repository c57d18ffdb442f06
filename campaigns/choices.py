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


ANSWER_MOVES = {
    "hand_in": Move("报送", (Answer.OPEN, Answer.RETURNED, Answer.NIL), Answer.HANDED_IN),
    "declare_nil": Move("本单位无相关活动", (Answer.OPEN, Answer.RETURNED), Answer.NIL),
    "accept": Move("审核通过", (Answer.HANDED_IN,), Answer.ACCEPTED),
    "send_back": Move("请补充完善", (Answer.HANDED_IN, Answer.NIL), Answer.RETURNED),
}
