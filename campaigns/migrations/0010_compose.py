from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A contact without an account may attach a file that a request's own field asks for."""

    dependencies = [("campaigns", "0009_reporting"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            model_name="reportfile",
            name="added_by",
            field=models.ForeignKey(
                help_text="空＝经答复链接",
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
