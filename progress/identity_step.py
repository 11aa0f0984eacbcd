"""The table of people's identities at providers of OpenID Connect."""

IDENTITIES = (
    # issuer and subject as the provider tells them: together they never change and are never given to anybody else;
    # one account has one identity, so that whoever holds another one's address cannot share the account
    """
    CREATE TABLE identities (
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        person_id TEXT NOT NULL UNIQUE REFERENCES people (id) ON DELETE CASCADE,
        linked_at TEXT NOT NULL,
        PRIMARY KEY (issuer, subject)
    )
    """,
)
