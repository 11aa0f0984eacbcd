"""The migration step by which the database itself keeps the audit log: entries are added, and nothing else.

Triggers are each engine's own; these are SQLite's. Replacing an entry by another with its id removes the old one
without a DELETE, so an id that is there already is refused too.
"""

_REFUSED = "BEGIN SELECT RAISE(ABORT, 'entries of the audit log are only ever added'); END"

APPEND_ONLY_LOG = (
    f"CREATE TRIGGER audit_log_keeps_entries BEFORE DELETE ON audit_log {_REFUSED}",
    f"CREATE TRIGGER audit_log_keeps_words BEFORE UPDATE ON audit_log {_REFUSED}",
    f"""
    CREATE TRIGGER audit_log_keeps_ids BEFORE INSERT ON audit_log
    WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id) {_REFUSED}
    """,  # noqa: S608 - the words are ours
)
