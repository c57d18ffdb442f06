"""The audit trail is append-only in the database itself: a trigger refuses deletes, and updates other than the seal."""

from django.db import migrations

FIELDS = ("at", "actor_id", "unit_id", "act", "subject_kind", "subject_id", "subject_name", "details")

SQLITE = (
    (
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON orgs_auditevent "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
    ),
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON orgs_auditevent WHEN OLD.seal <> '' OR NEW.id IS NOT OLD.id OR "
    + " OR ".join(f"NEW.{field} IS NOT OLD.{field}" for field in FIELDS)
    + " BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
)
POSTGRES = (
    (
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' AND OLD.seal = '' AND (to_jsonb(NEW) - 'seal') = (to_jsonb(OLD) - 'seal') THEN "
        "RETURN NEW; END IF; "
        "RAISE EXCEPTION 'the audit trail is append-only'; END $$"
    ),
    (
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON orgs_auditevent "
        "FOR EACH ROW EXECUTE FUNCTION audit_append_only()"
    ),
)
UNDO = {
    "sqlite": ("DROP TRIGGER audit_no_delete", "DROP TRIGGER audit_no_update"),
    "postgresql": ("DROP TRIGGER audit_append_only ON orgs_auditevent", "DROP FUNCTION audit_append_only()"),
}


def install(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
