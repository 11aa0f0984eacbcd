"""The migration step of erasing: the database itself keeps the audit log, and finds what is held on one person.

Triggers are each engine's own; these are SQLite's. Replacing an entry by another with its id removes the old one
without a DELETE, so an id that is there already is refused too.
"""

_REFUSED = "BEGIN SELECT RAISE(ABORT, 'entries of the audit log are only ever added'); END"

ERASURES = (
    f"CREATE TRIGGER audit_log_keeps_entries BEFORE DELETE ON audit_log {_REFUSED}",
    f"CREATE TRIGGER audit_log_keeps_words BEFORE UPDATE ON audit_log {_REFUSED}",
    f"""
    CREATE TRIGGER audit_log_keeps_ids BEFORE INSERT ON audit_log
    WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id) {_REFUSED}
    """,  # noqa: S608 - the words are ours
    "CREATE INDEX audit_log_by_subject ON audit_log (subject_id)",
    "CREATE INDEX extensions_by_person ON extensions (person_id)",
    "CREATE INDEX invitations_by_person ON invitations (person_id)",
)
