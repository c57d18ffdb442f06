"""Has anything changed that the public can read? One token answers, so that whole pages can be kept and never outlive
the disclosure of what they show.

Database triggers keep it, in the transaction of the change itself: no verb, bulk update or admin form can forget it.
They are laid anew after every `migrate`, because SQLite loses a table's triggers when a migration rebuilds the table;
and lifted before, because it refuses to rename a rebuilt table while another table's trigger names it.
"""

# ruff: noqa: S608  (tables and conditions stand in the code; nothing of a person comes into these statements)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from orgs.models import PublicStamp

# On PostgreSQL each connection has a slot, so that two transactions wait for each other's stamp hardly ever; the token
# of the whole is all slots' together.
SLOTS = {"sqlite": 1, "postgresql": 32}
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


@dataclass(frozen=True)
class Watch:
    """A table, and which of its rows the public can read: SQL with `{row}` for the row."""

    table: str
    when: str = "1 = 1"


def stamp(using: str = "default") -> str:
    """The token of now. Plain SQL: it is asked before every cached page, and the ORM would take as long as the page."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT token FROM orgs_publicstamp ORDER BY id")
        return "".join(row[0] for row in cursor.fetchall())


def watch(app: AppConfig, *watches: Watch) -> None:
    """Keep the triggers of an app's tables after every `migrate`; call it in `AppConfig.ready()`."""

    def lay(using: str, **kwargs) -> None:
        install(watches, using=using)

    def lift(using: str, plan: Sequence = (), **kwargs) -> None:
        if plan and connections[using].vendor == "sqlite":
            uninstall(watches, using=using)

    pre_migrate.connect(lift, sender=app, weak=False, dispatch_uid=f"{app.label}.public_stamp")
    post_migrate.connect(lay, sender=app, weak=False, dispatch_uid=f"{app.label}.public_stamp")


def uninstall(watches: Iterable[Watch], *, using: str = "default") -> None:
    """Lift SQLite's triggers of these tables, if any stand; the migration that follows lays them again."""
    with connections[using].cursor() as cursor:
        for watch in watches:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(watch, event)}")


def _name(watch: Watch, event: str) -> str:
    return f"public_{watch.table}_{event.lower()}"


def install(watches: Iterable[Watch], *, using: str = "default") -> None:
    """Lay the triggers of these tables; those that stand already are replaced. Tables not yet migrated are passed."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if PublicStamp._meta.db_table not in tables:
        return
    slots = [PublicStamp(id=slot) for slot in range(SLOTS[connection.vendor])]
    PublicStamp.objects.using(using).bulk_create(slots, ignore_conflicts=True)
    lay = _on_sqlite if connection.vendor == "sqlite" else _on_postgres
    with connection.cursor() as cursor:
        for watch in watches:
            if watch.table in tables:
                for event, rows in EVENTS.items():
                    for statement in lay(watch, event, rows):
                        cursor.execute(statement)


def _on_sqlite(watch: Watch, event: str, rows: tuple[str, ...]) -> Iterable[str]:
    name = _name(watch, event)
    yield f"DROP TRIGGER IF EXISTS {name}"
    # an UPDATE, because an INSERT OR REPLACE would take over the conflict clause of the statement that fired it
    yield (
        f"CREATE TRIGGER {name} AFTER {event} ON {watch.table} "
        f"WHEN {' OR '.join(watch.when.format(row=row) for row in rows)} "
        "BEGIN UPDATE orgs_publicstamp SET token = hex(randomblob(12)); END"
    )


def _on_postgres(watch: Watch, event: str, rows: tuple[str, ...]) -> Iterable[str]:
    name = _name(watch, event)
    seen = {row: f"{row.lower()}_rows" for row in rows}
    found = " OR ".join(f"EXISTS (SELECT 1 FROM {t} WHERE {watch.when.format(row=t)})" for t in seen.values())
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {found} THEN "
        "UPDATE orgs_publicstamp SET token = md5(random()::text || clock_timestamp()::text) "
        f"WHERE id = pg_backend_pid() % {SLOTS['postgresql']}; END IF; RETURN NULL; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {watch.table} "
        f"REFERENCING {' '.join(f'{row} TABLE AS {table}' for row, table in seen.items())} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
