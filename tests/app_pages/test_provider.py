"""What operators are told about their secrets.toml before the server starts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from app_pages import provider, services
from app_pages.services import Preview
from settings import Settings, read

SOUND = """
[auth]
redirect_uri = "https://training.example.ac.uk/oauth2callback"
cookie_secret = "thirty-two characters or more than that"
client_id = "course"
client_secret = "secret"
server_metadata_url = "https://login.example.ac.uk/.well-known/openid-configuration"
"""
HERE = read({"LITERACY_BASE_URL": "https://training.example.ac.uk"})

Write = Callable[[str], None]


@pytest.fixture
def secrets(tmp_path: Path) -> Iterator[Write]:
    """Writes the secrets.toml that Streamlit then reads."""
    before = config.get_option("secrets.files")
    file = tmp_path / "secrets.toml"
    config.set_option("secrets.files", [str(file)])

    def write(text: str) -> None:
        file.write_text(text)
        secrets_singleton._reset()

    secrets_singleton._reset()
    yield write
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def test_without_secrets_there_is_no_provider_and_nothing_wrong(secrets: Write) -> None:
    assert provider.problems(Settings()) == []
    assert provider.StreamlitProvider().ways() == {}


def test_without_provider_passwords_cannot_be_switched_off(secrets: Write) -> None:
    (problem,) = provider.problems(Settings(local_accounts=False))
    assert "nobody could sign in" in problem
    secrets('[other]\nkey = "value"\n')
    assert provider.problems(Settings(local_accounts=False)) == [problem]


def test_a_sound_section_has_no_problem_and_is_called_what_the_operator_says(
    secrets: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets(SOUND)
    assert provider.problems(HERE) == provider.problems(Settings(local_accounts=False)) == []
    monkeypatch.setenv("LITERACY_OIDC_NAME", "your Northbridge account")
    assert provider.StreamlitProvider().ways() == {"default": "your Northbridge account"}


def test_providers_of_their_own_sections_are_called_by_their_names(secrets: Write) -> None:
    shared, _, one = SOUND.partition("client_id")
    secrets(f"{shared}[auth.microsoft]\nclient_id{one}[auth.google]\nclient_id{one}")
    assert provider.problems(HERE) == []
    assert provider.StreamlitProvider().ways() == {"microsoft": "Microsoft", "google": "Google"}


def test_settings_of_the_protocol_are_no_provider(secrets: Write) -> None:
    secrets(SOUND + '[auth.client_kwargs]\nprompt = "login"\n')
    assert list(provider.StreamlitProvider().ways()) == ["default"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("thirty-two characters or more than that", "short", "cookie_secret needs 32 random characters"),
        ("cookie_secret", "cookie_secrets", "cookie_secret needs 32 random characters"),
        ("ac.uk/oauth2callback", "ac.uk/", 'write "https://training.example.ac.uk/oauth2callback"'),
        ("training.example", "learning.example", 'write "https://training.example.ac.uk/oauth2callback"'),
        ("redirect_uri", "redirect", 'write "https://training.example.ac.uk/oauth2callback"'),
        ("client_secret", "secret", "[auth]: client_secret is missing"),
        ("client_id", "id", "[auth]: client_id is missing"),
        ("server_metadata_url", "url", "[auth]: server_metadata_url is missing"),
        ("https://login", "http://login", "must begin with https://"),
        ("[auth]", "[auth", "Error parsing secrets file"),
    ],
)
def test_each_mistake_is_told(secrets: Write, right: str, wrong: str, told: str) -> None:
    assert right in SOUND
    secrets(SOUND.replace(right, wrong, 1))
    (problem,) = provider.problems(HERE)
    assert told in problem


def test_all_mistakes_are_told_at_once(secrets: Write) -> None:
    secrets('[auth]\ncookie_secret = "x"\n[auth.my_own]\nclient_id = "x"\n')
    assert len(provider.problems(HERE)) == 5


def test_without_authlib_it_is_said_what_to_install(secrets: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(SOUND)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert provider.problems(HERE) == [provider.NO_AUTHLIB]


def test_a_preview_has_no_provider(secrets: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(SOUND)
    monkeypatch.setattr(services, "preview", Preview("file", "/page", "session"))
    assert provider.StreamlitProvider().ways() == {}


def test_the_settings_are_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OIDC_DOMAINS": "@Example.ac.uk, student.example.ac.uk",
        "OIDC_NEW_ACCOUNTS": "false",
        "OIDC_VERIFIED_CLAIM": "xms_edov",
        "OIDC_ROLE_CLAIM": "roles",
        "OIDC_TRAINERS": "Course.Trainer,Teacher",
        "OIDC_ADMINS": "Course.Admin",
    }.items():
        monkeypatch.setenv(f"LITERACY_{name}", value)
    policy = provider.policy()
    assert policy.domains == {"example.ac.uk", "student.example.ac.uk"}
    assert not policy.new_accounts
    assert policy.verified_claim == "xms_edov"
    assert policy.role_claim == "roles"
    assert policy.trainers == {"Course.Trainer", "Teacher"}
    assert policy.admins == {"Course.Admin"}
