"""Prometheus, Alertmanager and blackbox exporter, really running, watching a page that a test stops and starts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from samdrift.outgoing import Ask, Outgoing, OutgoingError
from tests.monitors.page import Page, Sink
from tests.monitors.program import configured, free_port, needed, running, until

LOOPBACK = Outgoing(["127.0.0.1"])
StartAlertmanager = Callable[[str, str], str]


@dataclass(frozen=True)
class Prometheus:
    url: str
    stop: Callable[[], None]
    start_afresh: Callable[[], None]
    """Stop it and start it again, with nothing left of what it had seen."""

    def ready(self) -> bool:
        try:
            LOOPBACK.request(Ask(f"{self.url}/-/ready"))
        except OutgoingError:
            return False
        return True

    def value(self, query: str) -> float | None:
        """The first value that `query` gives now; None where there is none yet."""
        body = LOOPBACK.request(Ask(f"{self.url}/api/v1/query?query={query}")).body
        found = json.loads(body)["data"]["result"]
        return float(found[0]["value"][1]) if found else None


@pytest.fixture
def page() -> Iterator[Page]:
    page = Page()
    page.start()
    yield page
    page.stop()


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.stop()


@pytest.fixture
def blackbox(tmp_path: Path) -> Iterator[int]:
    """The port of a blackbox exporter."""
    program, port = needed("prometheus-blackbox-exporter"), free_port()
    settings = configured(tmp_path, "blackbox.yml")
    with running(tmp_path, program, f"--config.file={settings}", f"--web.listen-address=127.0.0.1:{port}", port=port):
        yield port


@pytest.fixture
def alertmanager_port() -> int:
    return free_port()


@pytest.fixture
def alertmanager(tmp_path: Path, alertmanager_port: int) -> Iterator[StartAlertmanager]:
    """Starts an Alertmanager that posts to the given address with the given token; gives back its own address."""
    program = needed("prometheus-alertmanager")
    with ExitStack() as stack:

        def start(webhook: str, token: str) -> str:
            settings = configured(tmp_path, "alertmanager.yml", webhook=webhook, token=token)
            stack.enter_context(
                running(
                    tmp_path,
                    program,
                    f"--config.file={settings}",
                    f"--storage.path={tmp_path / 'alertmanager'}",
                    f"--web.listen-address=127.0.0.1:{alertmanager_port}",
                    "--cluster.listen-address=",  # alone: no gossip
                    port=alertmanager_port,
                )
            )
            return f"http://127.0.0.1:{alertmanager_port}"

        yield start


@pytest.fixture
def prometheus(tmp_path: Path, page: Page, blackbox: int, alertmanager_port: int) -> Iterator[Prometheus]:
    """A Prometheus that has seen the page answer. It sends its alerts to the Alertmanager, if that is started."""
    program, port = needed("prometheus"), free_port()
    configured(tmp_path, "rules.yml")
    settings = configured(tmp_path, "prometheus.yml", page=page.port, blackbox=blackbox, alertmanager=alertmanager_port)
    with ExitStack() as stack:

        def start(data: str) -> None:
            stack.close()
            started = running(
                tmp_path,
                program,
                f"--config.file={settings}",
                f"--storage.tsdb.path={tmp_path / data}",
                f"--web.listen-address=127.0.0.1:{port}",
                # An alert that was sent before Alertmanager had started is sent again after this long, not a minute.
                "--rules.alert.resend-delay=1s",
                port=port,
            )
            stack.enter_context(started)

        start("prometheus")
        found = Prometheus(
            f"http://127.0.0.1:{port}", stop=stack.close, start_afresh=lambda: start("prometheus-afresh")
        )
        until(found.ready, "Prometheus is ready")
        until(lambda: found.value("probe_success") == 1, "the page is seen to answer")
        yield found
