"""docs/rights.md is the table people read; it must name exactly the permissions the code knows."""

import re

import rules.permissions
from django.conf import settings

ROW = re.compile(r"^\| `([a-z]+\.[a-z_]+)` \|", re.MULTILINE)


def test_the_rights_table_and_the_code_name_the_same_permissions():
    written = ROW.findall((settings.BASE_DIR / "docs" / "rights.md").read_text(encoding="utf-8"))
    known = {
        name for name in rules.permissions.permissions if name.split(".")[0] in ("orgs", "campaigns", "activities")
    }
    assert len(written) == len(set(written))
    assert set(written) == known
