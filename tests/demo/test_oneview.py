"""The simulator, over real HTTP, read by the connector that the portal reads it with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from samdrift.demo.oneview import NotDone, Simulator, control, serve, source_settings
from samdrift.monitoring.connectors import oneview
from samdrift.monitoring.observation import Observation
from samdrift.outgoing import Ask, Outgoing, OutgoingError
from samdrift.vocabulary import Level, SignalName

SIGNALS = ["mitid", "mitid/login", "mitid/udstedelse", "cpr/opslag"]
START = datetime(2026, 11, 23, 10, 58, tzinfo=UTC)
OUTGOING = Outgoing(["127.0.0.1"])


class Clock:
    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simulator(clock: Clock) -> Iterator[Simulator]:
    running = serve(0, SIGNALS, key="demo-key", clock=clock)
    yield running
    running.stop()


def polled(simulator: Simulator) -> dict[str, Observation]:
    """What the portal would read, by signal."""
    settings = oneview.Settings.model_validate(source_settings(simulator.health_url, "demo-key"))
    body = OUTGOING.request(oneview.request(settings)).body
    return {seen.key: seen for seen in oneview.read(body, settings, START + timedelta(hours=9)).observations}


def levels(simulator: Simulator) -> dict[str, Level]:
    return {key: seen.level for key, seen in polled(simulator).items() if seen.level}


def test_everything_works_at_first(simulator: Simulator) -> None:
    seen = polled(simulator)
    assert list(seen) == SIGNALS
    assert seen["mitid/login"] == Observation(
        "mitid/login", START, Level.OPERATIONAL, maps_to=SignalName("mitid", "login")
    )


def test_broken_and_mended(simulator: Simulator, clock: Clock) -> None:
    clock.now += timedelta(minutes=1)
    state = control(simulator.control_url, "break", signal="mitid/login", level="partial_outage", text="Ustabil")
    assert [item["resource"] for item in state["not_ok"]] == ["mitid/login"]
    broken = polled(simulator)["mitid/login"]
    assert (broken.level, broken.text, broken.at) == (Level.PARTIAL_OUTAGE, "Ustabil", clock.now)

    clock.now += timedelta(minutes=1)
    control(simulator.control_url, "break", signal="mitid/login", level="partial_outage", text="Stadig ustabil")
    assert polled(simulator)["mitid/login"].at == broken.at

    control(simulator.control_url, "mend", signal="mitid/login")
    mended = polled(simulator)["mitid/login"]
    assert (mended.level, mended.text, mended.at) == (Level.OPERATIONAL, "", clock.now)


@pytest.mark.parametrize("level", Level)
def test_each_level_comes_through(simulator: Simulator, level: Level) -> None:
    control(simulator.control_url, "break", signal="cpr/opslag", level=level.word)
    assert polled(simulator)["cpr/opslag"].level is level


def test_a_system_stands_for_its_services(simulator: Simulator) -> None:
    control(simulator.control_url, "break", signal="mitid")
    assert levels(simulator) == dict.fromkeys(SIGNALS[:3], Level.MAJOR_OUTAGE)
    control(simulator.control_url, "break", signal="cpr", level="degraded")
    assert levels(simulator)["cpr/opslag"] is Level.DEGRADED
    control(simulator.control_url, "mend")
    assert levels(simulator) == {}


def test_announced_work(simulator: Simulator) -> None:
    control(simulator.control_url, "break", signal="cpr/opslag", level="operational", maintenance=True)
    assert polled(simulator)["cpr/opslag"].planned
    control(simulator.control_url, "mend")
    assert not polled(simulator)["cpr/opslag"].planned


def test_silence_is_no_answer(simulator: Simulator) -> None:
    control(simulator.control_url, "silence")
    with pytest.raises(OutgoingError, match="503"):
        polled(simulator)
    assert control(simulator.control_url)["silent"] is True
    control(simulator.control_url, "speak")
    assert len(polled(simulator)) == 4


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": "wrong"}, {"X-API-Key": "demo-keyx"}])
def test_reading_needs_the_key(simulator: Simulator, headers: dict[str, str]) -> None:
    with pytest.raises(OutgoingError, match="401"):
        OUTGOING.request(Ask(simulator.health_url, headers=headers))


@pytest.mark.parametrize(
    ("verb", "fields", "said"),
    [
        ("break", {"signal": "nemid"}, "no signal 'nemid' here; there are mitid, "),
        ("break", {"signal": "mitid", "level": "down"}, "operational, degraded, partial_outage, major_outage"),
        ("break", {"signal": "mitid", "maintenance": "yes"}, "true or false"),
        ("break", {}, "signal is missing"),
        ("mend", {"signal": 7}, "not text"),
        ("story", {"name": "../../secret"}, "there is june-2022"),
        ("story", {"name": "june-2022", "speed": 0}, "from 1 to"),
        ("story", {"name": "june-2022", "speed": True}, "from 1 to"),
        ("story", {"name": "june-2022", "speed": float("inf")}, "from 1 to"),
        ("story", {"name": "june-2022", "speed": 600.5}, "no signal"),
        ("explode", {}, "break, mend, silence, speak, story"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    simulator: Simulator, verb: str, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(NotDone, match=said):
        control(simulator.control_url, verb, **fields)
    assert levels(simulator) == {}
    assert control(simulator.control_url)["story"] is None


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 50_000])
def test_a_broken_body_is_answered(simulator: Simulator, body: bytes) -> None:
    with pytest.raises(OutgoingError, match="400"):
        OUTGOING.request(Ask(f"{simulator.control_url}/mend", "POST", body=body))


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}])
def test_a_web_page_cannot_play_with_it(simulator: Simulator, headers: dict[str, str]) -> None:
    with pytest.raises(OutgoingError, match="403"):
        OUTGOING.request(Ask(f"{simulator.control_url}/break", "POST", headers, b'{"signal": "mitid"}'))
    assert levels(simulator) == {}


def test_it_listens_on_loopback_only(simulator: Simulator) -> None:
    assert simulator.server.server_address[0] == "127.0.0.1"
    assert urlsplit(simulator.health_url).hostname == "127.0.0.1"
