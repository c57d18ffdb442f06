from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0006_finding")]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="taken_over_at",
            field=models.DateTimeField(
                blank=True, help_text="代录或联络员所填的，由填报单位接着办理的时间", null=True, verbose_name="接手时间"
            ),
        ),
    ]
