"""Settings: defaults in one folder, the same for a child process, one sentence for each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from provportal.settings import Security, SettingsFault, from_environment


def test_everything_lies_in_the_data_folder() -> None:
    made = from_environment({"DATA": "/srv/portal"})
    places = (made.keys_path, made.documents_path, made.outgoing_path, made.incoming_path)
    assert {place.parent for place in places} == {Path("/srv/portal")}


def test_the_database_and_the_queue_are_embedded() -> None:
    made = from_environment({"DATA": "/srv/portal"})
    assert (made.database_url, made.redis_url) == (
        "sqlite:////srv/portal/portal.sqlite3",
        "unix:///srv/portal/valkey.sock",
    )


def test_the_machines_clock_is_used() -> None:
    assert from_environment({}).clock_path is None


def test_a_relative_folder_becomes_absolute() -> None:
    assert from_environment({"DATA": "here"}).data == Path.cwd() / "here"


def test_a_child_process_has_the_same_settings() -> None:
    given = {"DATA": "/srv/portal", "CLOCK_FILE": "/srv/clock", "PORT": "1", "OUTGOING": "/mnt/out"}
    made = from_environment(given)
    assert from_environment(made.as_environment()) == made


def test_a_child_process_without_a_clock_file_has_none_either() -> None:
    made = from_environment({"DATA": "/srv/portal"})
    assert from_environment(made.as_environment()) == made


@pytest.mark.parametrize("name", ["DATA", "PORT", "DATABASE_URL", "KEYS_FILE", "CLOCK_FILE"])
def test_an_empty_value_is_none(name: str) -> None:
    assert from_environment({name: ""}) == from_environment({})


@pytest.mark.parametrize("text", ["http", "-1", "1.5", " 80", "²", "٣", "0x50"])
def test_a_port_that_is_no_number_is_told(text: str) -> None:
    with pytest.raises(SettingsFault, match=r"PORT must be a whole number, not '.*'\.$"):
        from_environment({"PORT": text})


@pytest.mark.parametrize("text", ["65536", "9" * 5000])
def test_a_port_out_of_range_is_told(text: str) -> None:
    with pytest.raises(SettingsFault, match=r"^PORT must be from 0 to 65535, not "):
        from_environment({"PORT": text})


@pytest.mark.parametrize("text", ["0", "101"])
def test_a_cost_out_of_range_is_told(text: str) -> None:
    with pytest.raises(SettingsFault, match=rf"^ARGON2_COST must be from 1 to 100, not {text}\.$"):
        from_environment({"ARGON2_COST": text})


@pytest.mark.parametrize("url", ["mysql://db/portal", "nonsense", "portal.sqlite3"])
def test_another_database_is_told(url: str) -> None:
    with pytest.raises(SettingsFault, match=r"^DATABASE_URL must begin with sqlite:// or "):
        from_environment({"DATABASE_URL": url})


def test_postgresql_is_not_sqlite() -> None:
    assert not from_environment({"DATABASE_URL": "postgresql://db/portal"}).is_sqlite


SERVERS = {
    "MAIL_URL": "smtp+starttls://portal:s%40cret@mail.example",
    "MAIL_FROM": "notices@county.example",
    "TEXT_URL": "https://texts.example/messages",
    "TEXT_TOKEN": "a-token",
}


def test_a_mail_server_is_read_from_its_address() -> None:
    mail = from_environment(SERVERS).mail
    assert mail is not None
    assert (mail.security, mail.host, mail.port, mail.user, mail.password) == (
        Security.STARTTLS,
        "mail.example",
        587,
        "portal",
        "s@cret",
    )


def test_a_child_process_has_the_same_servers() -> None:
    made = from_environment(SERVERS)
    assert from_environment(made.as_environment()) == made


def test_no_secret_is_shown_with_the_settings() -> None:
    shown = repr(from_environment(SERVERS)) + repr(from_environment(SERVERS).mail)
    assert not [secret for secret in ("s@cret", "s%40cret", "a-token") if secret in shown]


@pytest.mark.parametrize(
    "wrong",
    [
        {"MAIL_URL": "mail.example"},
        {"MAIL_URL": "http://mail.example"},
        {"MAIL_URL": "smtp://"},
        {"MAIL_URL": "smtp://mail.example:http"},
        {"MAIL_FROM": ""},
        {"TEXT_URL": "http://texts.example"},
        {"TEXT_TOKEN": ""},
        {"PORTAL_HOST": "x" * 31},
    ],
)
def test_servers_that_cannot_be_used_are_one_sentence(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsFault, match=r"^(MAIL_URL|TEXT_URL|PORTAL_HOST) must .*\.$"):
        from_environment({**SERVERS, **wrong})
