"""What the open interface is asked for: a region by its code; what cannot be answered, said in a Chinese sentence."""

import re

from orgs.models import Region


class BadParameter(ValueError):
    """A parameter of a wrong form; its text is a Chinese sentence for the person who wrote it."""


class Unknown(LookupError):
    """Nothing public goes by that name; its text is a Chinese sentence."""


def region_of(code: str) -> Region:
    """The region with that GB/T 2260 code. Raises BadParameter for a wrong form, Unknown when there is none."""
    if not re.fullmatch("[0-9]{6}", code, re.ASCII):
        raise BadParameter("地区代码应为六位数字，如：350000（福建省）。")
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise Unknown(f"没有代码为{code}的地区。")
    return found
