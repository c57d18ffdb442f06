"""Django's admin speaks Chinese, keeps to the content policy and shows nothing that only the program reads."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from orgs.models import User

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(r"After you|Model name|Add link|Change or view|Select all|Display name|Public id|Numchild|Error:")
INLINE = re.compile(r"\son[a-z]+=\"|\sstyle=\"|<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE)


@pytest.fixture
def root() -> Client:
    client = Client()
    user = User.objects.create(username="root", display_name="演示系统管理", is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def addresses():
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield f"{name}_changelist"
        if model._meta.app_label == "orgs" and hasattr(page, "resource_classes"):
            yield f"{name}_export"


def test_lists_and_exports_are_chinese_and_without_inline_code(root):
    for name in ["admin:index", "admin:orgs_user_add", "admin:orgs_letterhead_add", *addresses()]:
        page = root.get(reverse(name))
        assert page.status_code == 200, name
        assert not ENGLISH.findall(page.text), name
        assert not INLINE.findall(page.text), name
    assert "演示系统管理" in root.get("/admin/").text


def test_the_export_names_its_columns_in_chinese(root):
    page = root.get(reverse("admin:orgs_user_export")).text
    assert "用户名, 姓名, 电子邮箱, 联系电话" in page


def test_a_file_of_a_region_shows_no_tree_columns(root, world):
    page = root.get(reverse("admin:orgs_region_change", args=[world.fujian.region_id])).text
    assert "福建省" in page
    assert "Depth" not in page


def test_the_small_mark_is_found_by_its_fixed_name(client):
    assert client.get("/favicon.ico")["Location"].endswith(".ico")
