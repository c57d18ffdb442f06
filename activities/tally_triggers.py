"""Triggers that note whose tally a change may have touched: no verb, bulk update or admin form can forget it.

As `orgs.freshness` does, they are laid anew after every `migrate`, because SQLite loses a table's triggers when a
migration rebuilds the table, and lifted before. What was written in between nobody noted: after each `migrate` all are
counted anew.
"""

# ruff: noqa: S608  (tables and columns stand in the code; nothing of a person comes into these statements)

from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from activities.models import TallyChange

NOTES = TallyChange._meta.db_table
INTO = f"INSERT INTO {NOTES} (campaign_id, unit_id)"
# Of each table, the columns that a tally depends on.
COUNTED = {
    "activities_activity": (
        "campaign_id", "unit_id", "state", "outcome", "sort", "enterprises", "enterprises_qualifier", "workers",
        "workers_qualifier", "residents", "residents_qualifier",
    ),
    "activities_photo": ("activity_id", "correction_id"),
}  # fmt: skip
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def keep(app: AppConfig) -> None:
    """Call it in `AppConfig.ready()`."""

    def lay(using: str, **kwargs) -> None:
        install(using)

    def lift(using: str, plan: Sequence = (), **kwargs) -> None:
        if plan and connections[using].vendor == "sqlite":
            uninstall(using)

    pre_migrate.connect(lift, sender=app, weak=False, dispatch_uid="activities.tally_triggers")
    post_migrate.connect(lay, sender=app, weak=False, dispatch_uid="activities.tally_triggers")


def install(using: str = "default") -> None:
    """Lay them, and note all units that have any activity; nothing when the tables are not there yet."""
    connection = connections[using]
    if not {NOTES, *COUNTED} <= set(connection.introspection.table_names()):
        return
    lay = _on_sqlite if connection.vendor == "sqlite" else _on_postgres
    with connection.cursor() as cursor:
        for table in COUNTED:
            for event in EVENTS:
                for statement in lay(table, event):
                    cursor.execute(statement)
        cursor.execute(f"{INTO} SELECT DISTINCT campaign_id, unit_id FROM activities_activity")


def uninstall(using: str = "default") -> None:
    with connections[using].cursor() as cursor:
        for table in COUNTED:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}")


def _name(table: str, event: str) -> str:
    return f"tally_{table}_{event.lower()}"


def _on_sqlite(table: str, event: str) -> Iterator[str]:
    rows = EVENTS[event]
    if table == "activities_activity":
        touched = " UNION ".join(f"SELECT {row}.campaign_id AS campaign_id, {row}.unit_id AS unit_id" for row in rows)
    else:
        ids = ", ".join(f"{row}.activity_id" for row in rows)
        touched = f"SELECT DISTINCT campaign_id, unit_id FROM activities_activity WHERE id IN ({ids})"
    when = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in COUNTED[table])
    yield f"DROP TRIGGER IF EXISTS {_name(table, event)}"
    # one writer at a time: a note that stands cannot be about to be struck out
    yield (
        f"CREATE TRIGGER {_name(table, event)} AFTER {event} ON {table} {f'WHEN {when}' if event == 'UPDATE' else ''} "
        f"BEGIN {INTO} SELECT t.campaign_id, t.unit_id FROM ({touched}) t WHERE NOT EXISTS "
        f"(SELECT 1 FROM {NOTES} n WHERE n.campaign_id = t.campaign_id AND n.unit_id = t.unit_id); END"
    )


def _on_postgres(table: str, event: str) -> Iterator[str]:
    seen = {row: f"{row.lower()}_rows" for row in EVENTS[event]}
    if event == "UPDATE":
        old, new = (", ".join(f"{row}.{column}" for column in COUNTED[table]) for row in ("o", "n"))
        both = " UNION ALL ".join(
            f"SELECT {row}.* FROM old_rows o JOIN new_rows n USING (id) WHERE ({old}) IS DISTINCT FROM ({new})"
            for row in ("o", "n")
        )
    else:
        both = f"SELECT * FROM {''.join(seen.values())}"
    touched = f"({both}) r"
    if table != "activities_activity":
        touched = f"activities_activity WHERE id IN (SELECT r.activity_id FROM {touched})"
    found = f"SELECT DISTINCT campaign_id, unit_id FROM {touched}"
    name = _name(table, event)
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{INTO} {found}; RETURN NULL; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} "
        f"REFERENCING {' '.join(f'{row} TABLE AS {as_}' for row, as_ in seen.items())} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
