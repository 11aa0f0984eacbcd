"""Who is here: people and their roles, passwords, sign-in sessions, invitations, and the audit log."""
