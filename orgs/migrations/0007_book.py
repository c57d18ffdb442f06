from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0006_channels")]

    operations = [
        migrations.AlterField(
            model_name="apitoken",
            name="scope",
            field=models.CharField(
                choices=[
                    ("read", "读取本单位活动"),
                    ("write", "读取并报送本单位活动"),
                    ("region", "读取本单位活动和本地区汇总"),
                ],
                default="read",
                max_length=10,
                verbose_name="权限",
            ),
        ),
    ]
