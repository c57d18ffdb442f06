"""`manage.py generate_load`: a year of the country in an empty database, never beside real data."""

import pytest
from django.core.management import CommandError, call_command

from activities.models import Activity, Photo
from campaigns.models import Obligation
from orgs.models import Region, Unit, User


def generate(**options):
    call_command("generate_load", activities=300, photos=90, **options)


@pytest.mark.slow
@pytest.mark.django_db
def test_it_fills_an_empty_database_and_only_when_told_to(client, capsys):
    with pytest.raises(CommandError, match="加上--into-empty再运行"):
        generate()
    assert not Region.objects.exists()
    generate(into_empty=True)
    assert "地区3,222，活动300，照片90" in capsys.readouterr().out
    assert (Region.objects.count(), Unit.objects.leads().count()) == (3222, 3222)
    assert Obligation.objects.filter(state="handed_in").count() == 3222
    assert (Activity.objects.count(), Photo.objects.count()) == (300, 90)
    assert Activity.objects.exclude(item_root=None).values("item_root").distinct().count() > 5
    assert not any(user.has_usable_password() for user in User.objects.all())
    client.force_login(User.objects.get(username="load.nation"))
    page = client.get("/work/activities/?tab=region")
    assert page.context["listing"].total == Activity.objects.filter(state__in=("handed_in", "accepted")).count()
    with pytest.raises(CommandError, match="数据库中已有地区、单位、人员、质量月、方案、活动"):
        generate(into_empty=True)


@pytest.mark.django_db
def test_real_data_is_never_joined(world):
    with pytest.raises(CommandError, match="数据库中已有地区、单位、人员"):
        generate(into_empty=True)
    assert not Activity.objects.exists()
