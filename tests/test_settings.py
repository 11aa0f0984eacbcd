"""The settings: what an operator may set, and what is said when it cannot be."""

from pathlib import Path

import pytest

from settings import ROOT, Settings, SettingsProblem, read, table


def test_an_empty_environment_gives_the_shipped_course_and_a_database_beside_it() -> None:
    settings = read({})
    assert settings == Settings()
    assert settings.course == ROOT
    assert settings.database == ROOT / "data" / "progress.db"
    assert settings.address == "http://localhost:8501"


def test_every_setting_is_read(tmp_path: Path) -> None:
    environ = {
        "LITERACY_COURSE": str(tmp_path),
        "LITERACY_DB": str(tmp_path / "people.db"),
        "LITERACY_HOST": "::",
        "LITERACY_PORT": "9000",
        "LITERACY_BASE_URL": "https://training.example.ac.uk/",
        "LITERACY_CONFIRM_EMAIL": "false",
        "LITERACY_SMTP_HOST": "mail.example.ac.uk",
        "LITERACY_SMTP_PORT": "465",
        "LITERACY_SMTP_USER": "training",
        "LITERACY_SMTP_PASSWORD": "a b",
        "LITERACY_SMTP_FROM": "Training <training@example.ac.uk>",
        "LITERACY_SMTP_TLS": "tls",
        "LITERACY_LRS_URL": "https://records.example.ac.uk/xapi/statements",
        "LITERACY_LRS_KEY": "key",
        "LITERACY_LRS_SECRET": "secret",
        "LITERACY_ISSUER": "University of Northbridge",
        "LITERACY_LOCAL_ACCOUNTS": "False",
        "LITERACY_OIDC_NAME": "your Northbridge account",
        "LITERACY_OIDC_DOMAINS": "northbridge.ac.uk, @Student.northbridge.ac.uk",
        "LITERACY_OIDC_NEW_ACCOUNTS": "true",
        "LITERACY_OIDC_VERIFIED_CLAIM": "xms_edov",
        "LITERACY_OIDC_ROLE_CLAIM": "roles",
        "LITERACY_OIDC_TRAINERS": "Trainer, Teacher",
        "LITERACY_OIDC_ADMINS": "Admin",
        "LITERACY_KEEP_UNUSED": "730",
        "LITERACY_KEEP_OPEN": "0",
        "LITERACY_LOG": "json",
        "LITERACY_METRICS_TOKEN": "a-token-made-by-chance",
        "LITERACY_TRUSTED_PROXIES": "127.0.0.1, 10.20.0.0/16",
        "LITERACY_MOST_PAGES": "0",
    }
    assert {row.variable for row in table()} == set(environ)
    assert read(environ) == Settings(
        course=tmp_path,
        database=tmp_path / "people.db",
        host="::",
        port=9000,
        base_url="https://training.example.ac.uk",
        confirm_email=False,
        smtp_host="mail.example.ac.uk",
        smtp_port=465,
        smtp_user="training",
        smtp_password="a b",
        smtp_from="Training <training@example.ac.uk>",
        smtp_tls="tls",
        lrs_url="https://records.example.ac.uk/xapi",
        lrs_key="key",
        lrs_secret="secret",
        issuer="University of Northbridge",
        local_accounts=False,
        oidc_name="your Northbridge account",
        oidc_domains=frozenset({"northbridge.ac.uk", "student.northbridge.ac.uk"}),
        oidc_new_accounts=True,
        oidc_verified_claim="xms_edov",
        oidc_role_claim="roles",
        oidc_trainers=frozenset({"Trainer", "Teacher"}),
        oidc_admins=frozenset({"Admin"}),
        keep_unused=730,
        keep_open=0,
        log="json",
        metrics_token="a-token-made-by-chance",
        trusted_proxies="127.0.0.1/32,10.20.0.0/16",
        most_pages=0,
    )


def test_relative_paths_are_taken_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read({"LITERACY_DB": "people.db"}).database == tmp_path / "people.db"


def test_blank_variables_count_as_not_set() -> None:
    assert read({"LITERACY_PORT": " ", "LITERACY_COURSE": ""}) == Settings()


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(SettingsProblem) as caught:
        read({"LITERACY_PORT": "http", "LITERACY_HOST": "http://x", "LITERACY_BASE_URL": "x"})
    told = [problem.split()[0] for problem in caught.value.problems]
    assert told == ["LITERACY_HOST", "LITERACY_PORT", "LITERACY_BASE_URL"]
    assert str(caught.value).count("\n") == 2


@pytest.mark.parametrize("issuer", ["University\nof Northbridge", "x" * 101])
def test_an_issuer_that_does_not_fit_on_a_line_is_refused(issuer: str) -> None:
    with pytest.raises(SettingsProblem, match="write one line of at most 100 characters"):
        read({"LITERACY_ISSUER": issuer})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "85.01", "８５０１", "tcp://10.0.0.1:8501"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SettingsProblem, match="a port is a whole number from 1 to 65535"):
        read({"LITERACY_PORT": port})


@pytest.mark.parametrize(
    "url",
    ["training.example", "ftp://x.example", "https://", "https://x.example/path", "https://x.example:port"],
)
def test_a_base_url_that_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SettingsProblem, match="write it as https://training.example.ac.uk"):
        read({"LITERACY_BASE_URL": url})


def test_a_misspelt_setting_is_refused_with_the_right_spelling() -> None:
    with pytest.raises(SettingsProblem, match="LITERACY_PROT is no setting; did you mean LITERACY_PORT?"):
        read({"LITERACY_PROT": "9000"})


def test_variables_of_other_programs_are_left_alone() -> None:
    environ = {"LITERACY_SERVICE_HOST": "10.0.0.1", "LITERACY_REQUIRE_BROWSER": "1", "PORT": "x", "HOME": "/"}
    assert read(environ) == Settings()


def test_every_setting_says_its_unit_and_what_it_is_for() -> None:
    for row in table():
        assert row.unit
        assert row.what.endswith(".")


def test_secrets_are_not_shown() -> None:
    secrets = {"LITERACY_SMTP_PASSWORD": "hush", "LITERACY_LRS_SECRET": "quiet"}
    shown = repr(read({**secrets, "LITERACY_METRICS_TOKEN": "silent-as-the-grave"}))
    assert "hush" not in shown
    assert "quiet" not in shown
    assert "silent" not in shown


def test_a_secret_that_is_refused_is_not_shown_either() -> None:
    with pytest.raises(SettingsProblem) as caught:
        read({"LITERACY_METRICS_TOKEN": "too-short"})
    assert str(caught.value) == (
        "LITERACY_METRICS_TOKEN is not usable: use at least 16 letters and digits, made by chance."
    )


@pytest.mark.parametrize(
    ("one", "value", "other"),
    [
        ("SMTP_HOST", "mail.example.org", "SMTP_FROM"),
        ("SMTP_USER", "training", "SMTP_PASSWORD"),
        ("LRS_URL", "https://records.example.org", "LRS_KEY"),
        ("LRS_KEY", "key", "LRS_SECRET"),
    ],
)
def test_half_of_a_pair_is_refused(one: str, value: str, other: str) -> None:
    with pytest.raises(
        SettingsProblem, match=f"LITERACY_{one} is set, and LITERACY_{other} is not; set both, or neither"
    ):
        read({f"LITERACY_{one}": value})


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"LITERACY_SMTP_TLS": "ssl"}, "write starttls, tls or off"),
        ({"LITERACY_LOCAL_ACCOUNTS": "off"}, "write true or false"),
        ({"LITERACY_OIDC_DOMAINS": "ada@example.ac.uk"}, "write domains with commas between them"),
        ({"LITERACY_OIDC_DOMAINS": "*.example.ac.uk"}, "write domains with commas between them"),
        ({"LITERACY_OIDC_ROLE_CLAIM": "groups"}, "set both or neither"),
        ({"LITERACY_OIDC_TRAINERS": "teachers"}, "set both or neither"),
        ({"LITERACY_SMTP_FROM": "training"}, "write an address"),
        ({"LITERACY_SMTP_TLS": "off", "LITERACY_SMTP_HOST": "mail.example.org"}, "on this machine only"),
        ({"LITERACY_LRS_URL": "http://records.example.org"}, "plain http would show the password"),
        ({"LITERACY_LRS_URL": "https://"}, "write it as https://records"),
        ({"LITERACY_LOG": "xml"}, "write text or json"),
        ({"LITERACY_CONFIRM_EMAIL": "true"}, "there is no LITERACY_SMTP_HOST to send letters"),
    ],
)
def test_what_would_send_secrets_or_mail_astray_is_refused(environ: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsProblem, match=told):
        read(environ)


def test_mail_without_protection_and_plain_http_stay_on_this_machine() -> None:
    settings = read(
        {
            "LITERACY_SMTP_TLS": "off",
            "LITERACY_SMTP_HOST": "localhost",
            "LITERACY_SMTP_FROM": "training@example.org",
            "LITERACY_LRS_URL": "http://127.0.0.1:80/x",
            "LITERACY_LRS_KEY": "key",
            "LITERACY_LRS_SECRET": "secret",
        }
    )
    assert (settings.smtp_tls, settings.lrs_url) == ("off", "http://127.0.0.1:80/x")
