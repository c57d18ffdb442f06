from django.db import models

from orgs.models.people import User
from orgs.models.unit import Unit
from orgs.querysets import ApiTokenQuerySet


class ApiToken(models.Model):
    """A key by which another system pushes and fetches one unit's data. Only the key's digest is kept.

    A lead office's key of the scope `region` reads, besides, what was handed in to it from its region.
    """

    SCOPES = [
        ("read", "读取本单位活动"),
        ("write", "读取并报送本单位活动"),
        ("region", "读取本单位活动和本地区汇总"),
    ]

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="api_tokens", verbose_name="单位")
    name = models.CharField("用途", max_length=60, help_text="如：省局业务平台")
    scope = models.CharField("权限", max_length=10, choices=SCOPES, default="read")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField("开头几位", max_length=12)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="建立人")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    expires_at = models.DateTimeField("有效期至")
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接口密钥"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit}）"


class ApiCall(models.Model):
    """The answer given to a request with an Idempotency-Key: the same request again gets the same answer."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="calls")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, help_text="请求内容的SHA-256")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.JSONField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "接口调用"
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_call_once_per_key")]

    def __str__(self) -> str:
        return self.key
