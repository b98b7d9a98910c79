"""History is append-only: the database itself refuses to change or remove an entry."""

from django.db import migrations

TABLE = "base_historyentry"


def guard(apps, editor):
    if editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            editor.execute(
                f"create trigger history_no_{verb} before {verb} on {TABLE} "
                f"begin select raise(abort, 'history is append-only'); end"
            )
    else:
        editor.execute(
            "create function history_guard() returns trigger language plpgsql as "
            "$$ begin raise exception 'history is append-only'; end $$"
        )
        editor.execute(
            f"create trigger history_no_change before update or delete on {TABLE} "
            f"for each statement execute function history_guard()"
        )


def unguard(apps, editor):
    if editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            editor.execute(f"drop trigger history_no_{verb}")
    else:
        editor.execute(f"drop trigger history_no_change on {TABLE}")
        editor.execute("drop function history_guard()")


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
