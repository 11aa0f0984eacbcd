"""What somebody wants their account to be: the name, the address and the password, all checked at once."""

from collections.abc import Callable

from accounts import names, passwords
from accounts.problems import AccountProblem
from routes.forms import Form
from routes.pages import Problem


def problems(form: Form) -> list[Problem]:
    """Everything wrong with name, address and password, in the order of the form."""
    found = [
        _problem("name", lambda: names.clean_name(form.get("name", ""))),
        _problem("email", lambda: names.clean_email(form.get("email", ""))),
        *password_problems(form, form.get("email", "")),
    ]
    return [problem for problem in found if problem]


def password_problems(form: Form, email: str) -> list[Problem]:
    """What is wrong with the password of the person with this address and the name in the form."""
    password, name = form.get("password", ""), form.get("name", "")
    problem = _problem("password", lambda: passwords.check_strength(password, email, name))
    return [problem] if problem else []


def _problem(field: str, check: Callable[[], object]) -> Problem | None:
    try:
        check()
    except AccountProblem as problem:
        return Problem(field, str(problem))
    return None
