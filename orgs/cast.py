"""The demonstration's people: made up, and looking it. Only where the settings allow a known password."""

from django.db import transaction

from orgs.models import Seat, Unit, User

# username → (name, GB/T 2260 code of the region whose lead office it is, role)
CAST = {
    "national.drafter": ("演示起草甲", "100000", "drafter"),
    "national.approver": ("演示签发甲", "100000", "approver"),
    "fujian.drafter": ("演示起草乙", "350000", "drafter"),
    "fujian.approver": ("演示签发乙", "350000", "approver"),
    "fujian.manager": ("演示管理乙", "350000", "manager"),
    "fuzhou.drafter": ("演示起草丙", "350100", "drafter"),
    "fuzhou.reviewer": ("演示审核丙", "350100", "reviewer"),
    "fuzhou.approver": ("演示签发丙", "350100", "approver"),
    "fuzhou.reporter": ("演示填报丙", "350100", "reporter"),
    "xiamen.reporter": ("演示填报丁", "350200", "reporter"),
    "yueyang.drafter": ("演示起草戊", "430600", "drafter"),
    "yueyang.approver": ("演示签发戊", "430600", "approver"),
    "puer.reporter": ("演示填报己", "530800", "reporter"),
    "viewer": ("演示查看", "350000", "viewer"),
}
MAIL = "{username}@example.test"


@transaction.atomic
def make_cast(password: str) -> int:
    """Create the demonstration's accounts with one password; existing ones keep theirs. Returns how many there are."""
    for username, (name, code, role) in CAST.items():
        user = _person(username, name, password)
        unit = Unit.objects.get(region__code=code, kind="lead")
        Seat.objects.get_or_create(user=user, unit=unit, role=role, ended_at=None)
    admin = _person("admin", "演示系统管理", password)
    User.objects.filter(pk=admin.pk).update(is_staff=True, is_superuser=True)
    return len(CAST) + 1


def _person(username: str, name: str, password: str) -> User:
    user, fresh = User.objects.get_or_create(
        username=username, defaults={"display_name": name, "email": MAIL.format(username=username)}
    )
    if fresh:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user
