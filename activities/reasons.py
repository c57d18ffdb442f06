"""Why an office asks for more: sentences to choose from, its own beside those that every office has."""

from collections.abc import Sequence

from django.db import transaction

from activities.models import ReturnReason
from orgs import audit
from orgs.models import Unit, User

DEFAULTS = (
    "请补充参加的经营主体、一线员工、群众数字。",
    "请补充现场照片。",
    "照片不清晰，请更换。",
    "请核对活动日期。",
    "请写明活动地点。",
    "请写明开展了什么、取得什么效果。",
    "请选择对应的方案内容或活动类别。",
    "与已报送的活动重复，请核对后合并。",
)
MOST, LONGEST = 20, 100


class StaleReasons(Exception):
    """Somebody else changed the list since it was shown."""


def own(office: Unit | None) -> list[str]:
    """The office's own sentences, in its order."""
    return list(ReturnReason.objects.filter(office=office).values_list("text", flat=True)) if office else []


def offered(office: Unit | None) -> list[str]:
    """The office's own sentences first, then the defaults. One query."""
    return list(dict.fromkeys([*own(office), *DEFAULTS]))


@transaction.atomic
def write(*, office: Unit, texts: Sequence[str], seen: Sequence[str], by: User) -> None:
    """Replace the office's own sentences. Raises StaleReasons when the list is not the one that was `seen`."""
    Unit.objects.select_for_update().get(pk=office.pk)
    if own(office) != list(seen):
        raise StaleReasons
    ReturnReason.objects.filter(office=office).delete()
    ReturnReason.objects.bulk_create(
        ReturnReason(office=office, text=text[:LONGEST], order=order) for order, text in enumerate(texts[:MOST])
    )
    audit.record("活动·常用补充意见", office, by=by, unit=office)
