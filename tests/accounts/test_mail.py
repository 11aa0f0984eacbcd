"""Letters through a mail server: what it takes, what it refuses, and what is said when it cannot be used."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from accounts import mail
from accounts.mail import LetterRefused, MailProblem, server_of
from settings import Settings, read
from tests.mail_server import MailBox, mail_server


@pytest.fixture
def box() -> Iterator[MailBox]:
    with mail_server() as box:
        yield box


def test_a_letter_arrives_as_it_was_written(box: MailBox) -> None:
    with mail.connected(box.server) as post:
        post.send("ada@example.ac.uk", "Bread: 面包 by 4 December", "Dear Zoë,\n\n老面 waits.\n")
    (letter,) = box.letters
    assert (letter["From"], letter["To"]) == ("Training <training@example.ac.uk>", "ada@example.ac.uk")
    assert letter["Subject"] == "Bread: 面包 by 4 December"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == ["Dear Zoë,", "", "老面 waits."]


def test_one_refused_letter_does_not_stop_the_next(box: MailBox) -> None:
    box.refuses = {"gone@example.ac.uk"}
    with mail.connected(box.server) as post:
        with pytest.raises(LetterRefused, match="550 5.1.1 No such mailbox"):
            post.send("gone@example.ac.uk", "s", "t")
        post.send("ada@example.ac.uk", "s", "t")
    assert box.to == ["ada@example.ac.uk"]


def test_a_name_and_password_are_handed_over_when_they_are_set() -> None:
    with mail_server(auth=True) as box:
        known = replace(box.server, user="training", password="right")
        with mail.connected(known) as post:
            post.send("ada@example.ac.uk", "s", "t")
        assert box.to == ["ada@example.ac.uk"]
        wrong = replace(known, password="wrong")
        with pytest.raises(MailProblem, match="refuses the name and password"), mail.connected(wrong):
            pass


def test_nothing_is_sent_in_the_clear_where_protection_is_asked_for(box: MailBox) -> None:
    guarded = replace(box.server, security="starttls", user="training", password="right")
    with (
        pytest.raises(MailProblem, match="does not offer what is needed.*check LITERACY_SMTP_TLS"),
        mail.connected(guarded),
    ):
        pass
    with (
        pytest.raises(MailProblem, match="cannot be trusted.*LITERACY_SMTP_TLS"),
        mail.connected(replace(guarded, security="tls")),
    ):
        pass
    assert box.letters == []


def test_a_server_that_is_not_there_is_told(box: MailBox) -> None:
    nowhere = replace(box.server, port=1)
    with (
        pytest.raises(MailProblem, match=r"127\.0\.0\.1:1 does not answer as it should"),
        mail.connected(nowhere),
    ):
        pass


def test_the_settings_name_a_server_only_when_they_say_who_sends() -> None:
    assert server_of(Settings()) is None
    assert server_of(Settings(smtp_host="mail.example.ac.uk")) is None
    found = server_of(
        read({"LITERACY_SMTP_HOST": "mail.example.ac.uk", "LITERACY_SMTP_FROM": "training@example.ac.uk"})
    )
    assert found
    assert (found.host, found.port, found.security) == ("mail.example.ac.uk", 587, "starttls")
    assert "hush" not in repr(replace(found, password="hush"))
