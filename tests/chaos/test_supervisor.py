"""`samdrift run`: starts again what dies, takes everything along when it ends, and leaves its neighbour alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil
import pytest

from samdrift.demo.oneview import control as tell
from samdrift.outgoing import OutgoingError
from tests.running import Running

pytestmark = pytest.mark.chaos

PARTS = ("web", "worker", "demo")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Running]]:
    """Two beside each other. The second home's name has a space in it."""
    folder = tmp_path_factory.mktemp("beside")
    made = Running(folder / "one"), Running(folder / "an other")
    try:
        with ThreadPoolExecutor() as both:
            list(both.map(Running.start, made))
        yield made
    finally:
        for each in made:
            each.close()


@pytest.fixture
def one(pair: tuple[Running, Running]) -> Running:
    """The first of the pair, running."""
    if pair[0].process is None or pair[0].process.poll() is not None:
        pair[0].start()
    return pair[0]


@pytest.fixture
def other(pair: tuple[Running, Running]) -> Running:
    return pair[1]


def works(running: Running) -> bool:
    """Whether a change goes all the way: the simulated monitoring system's, polled, settled, published."""
    systems = running.json("/api/v1/status.json")["systems"]
    return all((system["observed"], system["level"]) == (True, "operational") for system in systems)


def control(running: Running, verb: str, signal: str) -> None:
    fields = {"level": "major_outage", "text": ""} if verb == "break" else {}
    tell(running.facts["sources"]["oneview"]["control_url"], verb, signal=signal, **fields)


def simulates(running: Running) -> bool:
    try:
        tell(running.facts["sources"]["oneview"]["control_url"], "")
    except OutgoingError:
        return False
    return True


def everything(running: Running) -> list[psutil.Process]:
    """Every process of it, the database's too."""
    assert running.process is not None
    first = [psutil.Process(running.process.pid), psutil.Process(running.database_pid)]
    return first + [child for each in first for child in each.children(recursive=True)]


def are_gone(processes: list[psutil.Process]) -> bool:
    return not any(lives(process) for process in processes)


def lives(process: psutil.Process) -> bool:
    # One that ended and that nobody has collected yet is gone for us.
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_two_beside_each_other_do_not_touch(one: Running, other: Running) -> None:
    for each in (one, other):
        each.wait_for(lambda each=each: works(each))  # type: ignore[misc]
    assert one.facts["sources"]["events"]["token"] != other.facts["sources"]["events"]["token"]
    assert one.database_pid != other.database_pid
    control(one, "break", "mitid")
    one.wait_for(lambda: one.system("mitid")["level"] == "major_outage")
    since = [(system["slug"], system["since"]) for system in other.json("/api/v1/status.json")["systems"]]
    assert works(other)
    one.push({"signal": "cpr", "state": "degraded"}).raise_for_status()
    one.wait_for(lambda: one.system("cpr")["level"] == "degraded")
    assert works(other)
    assert [(system["slug"], system["since"]) for system in other.json("/api/v1/status.json")["systems"]] == since
    one.push({"signal": "cpr", "state": "operational"}).raise_for_status()
    control(one, "mend", "mitid")
    one.wait_for(lambda: works(one))


def test_what_dies_is_started_again(one: Running) -> None:
    one.wait_for(lambda: works(one))
    for part in PARTS:
        dead = one.child(part)
        psutil.Process(dead).kill()
        one.wait_for(lambda part=part, dead=dead: is_another(lambda: one.child(part), dead))  # type: ignore[misc]
    dead = one.database_pid
    for process in (psutil.Process(dead), *psutil.Process(dead).children()):
        process.kill()
    one.wait_for(lambda: is_another(lambda: one.database_pid, dead))
    one.wait_for(one.is_fresh, 60)
    one.wait_for(lambda: simulates(one))
    control(one, "break", "nemkonto")
    one.wait_for(lambda: one.system("nemkonto")["level"] == "major_outage")
    control(one, "mend", "nemkonto")
    one.wait_for(lambda: works(one))


def is_another(pid: Callable[[], int], dead: int) -> bool:
    try:
        return pid() != dead
    except (LookupError, FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return False


def test_the_web_servers_own_worker_does_not_outlive_it(one: Running) -> None:
    server = psutil.Process(one.child("web"))
    (worker,) = server.children()
    server.kill()
    one.wait_for(lambda: not lives(worker))
    one.wait_for(one.is_fresh, 60)


def test_asked_to_end_it_ends_everything(one: Running, other: Running) -> None:
    processes = everything(one)
    with httpx.stream("GET", f"{one.base_url}/events", timeout=60) as listening:
        lines = listening.iter_lines()
        next(lines)
        assert one.stop() == 0
        for _ in lines:
            pass  # the stream is closed in good order
    assert are_gone(processes)
    assert "Logging error" not in one.output
    assert "Traceback" not in one.output
    assert other.is_fresh()


def test_killed_it_takes_its_children_along_and_starts_again_at_once(one: Running) -> None:
    assert one.process is not None
    before, count = one.facts, len(one.json("/api/v1/status.json")["systems"])
    children = psutil.Process(one.process.pid).children(recursive=True)
    assert len(children) == len(PARTS) + 1
    one.process.kill()
    one.process.wait()
    one.start()  # what is left of the first may answer in its place for a moment
    one.wait_for(lambda: are_gone(children))
    one.wait_for(one.is_fresh)
    assert one.facts["people"] == before["people"]
    assert one.facts["sources"]["events"] == before["sources"]["events"]
    assert len(one.json("/api/v1/status.json")["systems"]) == count
    one.wait_for(lambda: works(one))
    processes = everything(one)
    assert one.stop() == 0
    assert are_gone(processes)


def test_asked_to_end_while_it_prepares_it_leaves_nothing(one: Running) -> None:
    one.stop()
    with ThreadPoolExecutor() as beside:
        starting = beside.submit(one.start)
        one.wait_for(lambda: is_another(lambda: one.database_pid, 0))
        processes = everything(one)
        assert one.stop() == 0
        with pytest.raises(AssertionError, match="it ended with 0"):
            starting.result()
    assert are_gone(processes)
