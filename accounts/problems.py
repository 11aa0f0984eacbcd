"""What goes wrong with accounts."""


class AccountProblem(Exception):
    """Something about an account that cannot be; the text is a sentence for whoever asked for it."""
