"""The migration step of addresses: how it is known that one is the person's, and which link went where by letter."""

ADDRESSES = (
    # by a letter with a link that was opened, by a provider that verified it, by staff who made the account;
    # NULL while only the person has said so
    "ALTER TABLE people ADD COLUMN address_proof TEXT CHECK (address_proof IN ('letter', 'provider', 'staff'))",
    """
    UPDATE people SET address_proof = 'staff' WHERE id IN (
        SELECT subject_id FROM audit_log
        WHERE action = 'person-added' AND (actor_id IS NULL OR actor_id <> subject_id)
    )
    """,
    # the address that a link was sent to; who opens the link reads the letters of that address
    "ALTER TABLE invitations ADD COLUMN email TEXT",
    "CREATE INDEX invitations_by_email ON invitations (email)",
)
