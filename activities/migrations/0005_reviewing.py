import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_from_the_phone"),
        ("orgs", "0005_api_tokens"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="同一号码、地址不论写法只有一个", max_length=100)),
                ("kind", models.CharField(max_length=10, verbose_name="类型")),
                (
                    "decision",
                    models.CharField(
                        choices=[("show", "可以公开"), ("hide", "公开时隐去")], max_length=4, verbose_name="处理"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="处理时间")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="activities.activity"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开前核查",
                "verbose_name_plural": "公开前核查",
                "ordering": ["activity", "pk"],
                "constraints": [models.UniqueConstraint(fields=("activity", "key"), name="finding_once_per_activity")],
            },
        ),
        migrations.CreateModel(
            name="ReturnReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=100, verbose_name="意见")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="return_reasons",
                        to="orgs.unit",
                        verbose_name="牵头单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用补充意见",
                "verbose_name_plural": "常用补充意见",
                "ordering": ["office", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "text"), name="return_reason_once_per_office")
                ],
            },
        ),
    ]
