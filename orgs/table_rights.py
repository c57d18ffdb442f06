"""Rights to import or export a master table, one by one: the administrator gives them to groups (后台角色).

They are rows of Django's own permissions, made after each migration for the tables that the admin has; a table that
left takes its rights with it.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.signals import post_migrate

from orgs.importing import EXPORT, IMPORT, Tables

WORDS = {IMPORT: "导入", EXPORT: "导出"}


def connect(app: Any) -> None:
    post_migrate.connect(ensure, sender=app, dispatch_uid="orgs.table_rights")


def ensure(using: str = "default", **signal: Any) -> None:
    """Make the rights that are missing."""
    wanted = [
        Permission(content_type=kind, codename=get_permission_codename(act, table.opts),
                   name=f"{WORDS[act]}{table.opts.verbose_name}")
        for table in tables()
        for kind in [ContentType.objects.db_manager(using).get_for_model(table.model)]
        for act in table.grantable
    ]  # fmt: skip
    Permission.objects.using(using).bulk_create(wanted, ignore_conflicts=True)


def tables() -> list[Tables]:
    found = [table for table in admin.site._registry.values() if isinstance(table, Tables)]
    return sorted(found, key=lambda table: table.opts.label_lower)


def grantable() -> QuerySet[Permission]:
    """All of them, table by table."""
    named = Q(pk__in=[])
    for table in tables():
        codes = [get_permission_codename(act, table.opts) for act in table.grantable]
        named |= Q(content_type__app_label=table.opts.app_label, codename__in=codes)
    found = Permission.objects.filter(named).select_related("content_type")
    return found.order_by("content_type__app_label", "content_type__model", "-codename")
