"""A setting that is not understood refuses to start, with one sentence that names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samdrift.impact import Transfer
from samdrift.site.environment import SettingError, read
from samdrift.site.mail import MailServer
from tests.repo.tracked import ROOT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMDRIFT_BASEURL", "https://drift.example"),
        ("SAMDRIFT_", ""),
        ("PORT", "http"),
        ("PORT", ""),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("DATABASE_URL", "mysql://somewhere/samdrift"),
        ("DATABASE_URL", "sqlite:///samdrift.db"),
        ("SAMDRIFT_BASE_URL", "drift.example"),
        ("SAMDRIFT_BASE_URL", "https://drift.example/"),
        ("SAMDRIFT_SECRET_KEY", "short"),
        ("SAMDRIFT_SECURE", "true"),
        ("SAMDRIFT_DEMONSTRATION", "true"),
        ("SAMDRIFT_INVENTED_BEFORE", "yesterday"),
        ("SAMDRIFT_INVENTED_BEFORE", "0001-01-01T00:00:00+14:00"),
        ("SAMDRIFT_SMTP_URL", "http://mail.example"),
        ("SAMDRIFT_SMTP_URL", "smtp://"),
        ("SAMDRIFT_SMTP_URL", "smtp://mail.example:smtp"),
        ("SAMDRIFT_SMTP_URL", "smtp://mail.example?tls"),
        ("SAMDRIFT_SMTP_URL", "smtps://mail.example?starttls"),
        ("SAMDRIFT_SMTP_URL", "smtp://mail.example?from=nobody"),
        ("SAMDRIFT_LOG_LEVEL", "LOUD"),
        ("SAMDRIFT_PUBLISHER", "|Agency"),
        ("SAMDRIFT_PUBLISHER", "Styrelsen|"),
        ("SAMDRIFT_PUBLISHER", "Styrelsen|Agency|Agence"),
        ("SAMDRIFT_CONTACT", "drift"),
        ("SAMDRIFT_CONTACT", "http://drift.example"),
        ("SAMDRIFT_CONTACT", "javascript:alert(1)"),
        ("SAMDRIFT_CONTACT", "a@b.example, c@d.example"),
        ("SAMDRIFT_ACCESSIBILITY_STATEMENT", "was.digst.dk"),
        ("SAMDRIFT_PRIVACY_POLICY", "http://drift.example"),
        ("SAMDRIFT_SECURITY_CONTACT", "sikkerhed@drift.example"),
        ("SAMDRIFT_SECURITY_CONTACT", "mailto:a@b.example\nExpires: never"),
    ],
)
def test_refused_with_one_sentence(name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        read({name: value})
    sentence = refused.value.sentence
    assert name in sentence
    assert sentence.endswith(".") and "\n" not in sentence
    assert refused.value.code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMDRIFT_SECRET_KEY", "hunter2"),
        ("SAMDRIFT_SMTP_URL", "smtp://me:hunter2@mail.example:smtp"),
        ("SAMDRIFT_SMTP_URL", "http://me:hunter2@mail.example"),
    ],
)
def test_a_secret_is_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        read({name: value})
    assert "hunter2" not in refused.value.sentence


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "", "", False, False, "samdrift@mail.example")),
        (
            "smtp://me%40a.dk:p%2Fw@mail.example:587?starttls",
            MailServer("mail.example", 587, "me@a.dk", "p/w", False, True, "me@a.dk"),
        ),
        ("smtps://me:pw@mail.example?from=d@a.dk", MailServer("mail.example", 465, "me", "pw", True, False, "d@a.dk")),
    ],
)
def test_the_mail_server_is_one_address(url: str, expected: MailServer) -> None:
    assert read({"SAMDRIFT_SMTP_URL": url}).mail == expected


TABLES = {"critical": [0, 2, 3, 3], "high": [0, 1, 2, 3], "low": [0, 0, 0, 0]}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (json.dumps({**TABLES, "high": [0, 2, 1, 2]}), "the transfer table of 'high' is not monotone: [0, 2, 1, 2]"),
        (json.dumps({**TABLES, "low": [1, 1, 1, 1]}), "the transfer table of 'low' does not start at 0: [1, 1, 1, 1]"),
        (json.dumps({**TABLES, "low": [0, 1, 2]}), "low: expected four levels from 0 to 3, found [0, 1, 2]"),
        (json.dumps({**TABLES, "low": [0, 1, 2, 4]}), "low: expected four levels from 0 to 3, found [0, 1, 2, 4]"),
        (
            json.dumps({**TABLES, "low": [0, 0, 0, True]}),
            "low: expected four levels from 0 to 3, found [0, 0, 0, true]",
        ),
        (json.dumps({**TABLES, "low": 0}), "low: expected four levels from 0 to 3, found 0"),
        (json.dumps({**TABLES, "none": []}), 'the file: unknown key "none"; known are critical, high, low'),
        ('{"critical": [0, 1, 2, 3]}', "the file: 'high' is missing"),
        ("[]", "the file: expected an object, found a list"),
        ("", "the file is not JSON: Expecting value in line 1, column 1"),
        (None, "No such file or directory"),
    ],
)
def test_tables_that_are_none_are_refused_with_one_sentence(content: str | None, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "transfer.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(SettingError) as refused:
        read({"SAMDRIFT_TRANSFER": str(path)})
    assert refused.value.sentence == f"SAMDRIFT_TRANSFER is {str(path)!r}: {fault}."


def test_tables_are_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "transfer.json"
    path.write_text(json.dumps(TABLES))
    assert read({"SAMDRIFT_TRANSFER": str(path)}).transfer == Transfer.of(TABLES)


def test_the_defaults() -> None:
    environment = read({"PATH": "/bin"})
    assert environment.transfer is None
    assert environment.port == 8000
    assert environment.base_url == "http://127.0.0.1:8000"
    assert environment.home == Path("var").resolve()
    assert environment.published == environment.home / "published"
    assert environment.database_url is None
    assert not environment.secure
    assert environment.allowed_hosts == ("localhost", "127.0.0.1")
    assert environment.outgoing_allow == ()
    assert environment.invented_before is None


def test_what_is_set_is_used() -> None:
    environment = read(
        {
            "PORT": "8100",
            "SAMDRIFT_BASE_URL": "https://drift.example",
            "SAMDRIFT_ALLOWED_HOSTS": "drift.example, 127.0.0.1,",
            "DATABASE_URL": "postgresql://samdrift@db/samdrift",
            "SAMDRIFT_LOG_LEVEL": "warning",
            "SAMDRIFT_INVENTED_BEFORE": "2026-11-23T10:58:00+01:00",
        }
    )
    assert environment.invented_before == datetime(2026, 11, 23, 9, 58, tzinfo=UTC)
    assert (environment.port, environment.base_url, environment.secure) == (8100, "https://drift.example", True)
    assert environment.allowed_hosts == ("drift.example", "127.0.0.1")
    assert environment.log_level == "WARNING"
    assert read({"SAMDRIFT_BASE_URL": "https://drift.example", "SAMDRIFT_SECURE": "no"}).secure is False


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    environment = read({"SAMDRIFT_HOME": str(tmp_path / "home")})
    secret = environment.read_or_make_secret()
    assert len(secret) >= 32
    assert environment.read_or_make_secret() == secret
    assert (tmp_path / "home" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_program_says_the_sentence_and_nothing_else(tmp_path: Path) -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("samdrift"), "run"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SAMDRIFT_HOME": str(tmp_path), "SAMDRIFT_PROT": "8100"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("samdrift: SAMDRIFT_PROT is not a setting of Samdrift")
    assert run.stderr.count("\n") == 1
