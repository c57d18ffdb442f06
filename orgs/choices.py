"""The fixed words of the organisation: levels, kinds, roles, disclosure, message states."""

from django.db import models


class Level(models.TextChoices):
    NATION = "nation", "国家"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"


class UnitKind(models.TextChoices):
    LEAD = "lead", "牵头单位"
    MEMBER = "member", "成员单位"
    SECTION = "section", "内设机构"
    TECHNICAL = "technical", "技术机构"
    ASSOCIATION = "association", "行业协会"
    ENTERPRISE = "enterprise", "企业"


class Role(models.TextChoices):
    DRAFTER = "drafter", "起草"
    REVIEWER = "reviewer", "审核"
    APPROVER = "approver", "签发"
    REPORTER = "reporter", "填报"
    MANAGER = "manager", "管理"
    VIEWER = "viewer", "查看"


class Openness(models.TextChoices):
    """公开属性: issued is not public; only 主动公开 reaches the public site and the open API."""

    INTERNAL = "", "未确定（内部）"
    PUBLIC = "public", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Channel(models.TextChoices):
    PORTAL = "portal", "站内"
    MAIL = "mail", "邮件"
    SMS = "sms", "短信"
    ROBOT = "robot", "群机器人"


class Delivery(models.TextChoices):
    WAITING = "waiting", "待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"
    OBSOLETE = "obsolete", "已无需发送"


class RobotKind(models.TextChoices):
    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"
    FEISHU = "feishu", "飞书群机器人"
    PLAIN = "plain", "通用回调（JSON）"


class Topic(models.TextChoices):
    """What a message is about, as far as a person may wish to be left alone with it."""

    OWED = "owed", "新的报送要求"
    REMINDER = "reminder", "截止提醒"
    OVERDUE = "overdue", "逾期名单"
    DECIDED = "decided", "审核结果与退回"
    ARRIVED = "arrived", "收到报送，待审核"
    DOCUMENTS = "documents", "文件办理"
    OTHER = "other", "其他"
