"""The product as three things that die apart, and that nobody starts again: web server, worker, database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from samdrift.site import embedded
from tests.running import Running

_SEED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from samdrift.demo.seed import Simulator, seed
seed(Path(os.environ["SAMDRIFT_HOME"]), base_url=sys.argv[1], simulator=Simulator(9, "none"), now=datetime.now(UTC))
"""

_RAISING = {"PYTHONPATH": str(Path(__file__).with_name("raising"))}
_IDLE = 25
"""Per cent of a processor, at the most, where nothing is to be made."""
_NOTHING: Mapping[str, str] = {}


class Apart(Running):
    """`start` starts what is not running. The demo's simulated monitoring system is not there: tests push."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.raising = home / "raising"
        """Functions named in it raise in the worker."""
        self._called = home / "called"
        self.worker: subprocess.Popen[bytes] | None = None
        self.web: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """A database with the demo portfolio, people and sources."""
        self.start_database()
        self._run("-m", "samdrift.cli", "migrate")
        self._run("-c", _SEED, self.base_url)

    def start(self) -> None:
        self.begin()
        self.wait_for(self.is_fresh, 120)

    def begin(self) -> None:
        self.start_database()
        self.start_worker()
        self.start_web()

    def take_in(self, document: str) -> None:
        """`samdrift import` of one document in YAML."""
        file = self.home / "document.yaml"
        file.write_text(document)
        self._run("-m", "samdrift.cli", "import", str(file))

    def start_database(self) -> None:
        self._environ["DATABASE_URL"] = embedded.start(self.home)
        self._environ["DJANGO_SETTINGS_MODULE"] = "samdrift.site.settings"

    def start_worker(self) -> None:
        if self.worker is None:
            self.worker = self._begin("worker", {**_RAISING, "RAISING": str(self.raising)})

    def start_web(self) -> None:
        if self.web is None:
            self.web = self._begin("web")

    def kill_worker(self) -> None:
        if self.worker is not None:
            _kill([psutil.Process(self.worker.pid)])
            self.worker.wait()
            self.worker = None

    def make_raise(self, *names: str) -> None:
        """Return when these functions of the worker, and no others, raise."""
        self.raising.write_text("\n".join(names))
        now = self.raising.with_name(self.raising.name + ".now")
        self.wait_for(lambda: now.exists() and now.read_text().split() == sorted(names))

    def has_raised(self, name: str) -> bool:
        raised = self.raising.with_name(self.raising.name + ".raised")
        return raised.exists() and name in raised.read_text().split()

    def called_by(self, act: Callable[[], object], *, begin: Callable[[], object]) -> list[str]:
        """The functions that a new worker calls while `act` runs, after `begin`."""
        self.kill_worker()
        self.worker = self._begin("worker", {**_RAISING, "CALLED": str(self._called)})
        self.wait_for(self.is_fresh, 60)
        begin()
        self._called.touch()
        act()
        self._called.unlink()
        names = self._called.with_name(self._called.name + ".names")
        self.wait_for(names.exists)
        self.kill_worker()
        self.start_worker()
        self.wait_for(self.is_fresh, 60)
        return names.read_text().split()

    def wait_until_idle(self) -> None:
        """What is made of documents follows a start a few systems at a time."""
        assert self.worker is not None
        process = psutil.Process(self.worker.pid)
        self.wait_for(lambda: process.cpu_percent(2) < _IDLE, 120)

    def kill_database(self) -> None:
        """The first process and all of its own at once."""
        first = psutil.Process(self.database_pid)
        _kill([first, *first.children(recursive=True)])

    def kill(self) -> None:
        """Everything at once."""
        assert self.web is not None and self.worker is not None
        first = [psutil.Process(pid) for pid in (self.web.pid, self.worker.pid, self.database_pid)]
        _kill([*first, *(child for each in first for child in each.children(recursive=True))])
        self.web.wait()
        self.worker.wait()
        self.web = self.worker = None

    def close(self) -> None:
        for process in (self.web, self.worker):
            if process is not None:
                process.terminate()
                process.wait(30)
        embedded.stop(self.home)

    def _begin(self, command: str, environ: Mapping[str, str] = _NOTHING) -> subprocess.Popen[bytes]:
        with (self.home / "output.txt").open("ab") as output:
            arguments = [sys.executable, "-m", "samdrift.cli", command]
            return subprocess.Popen(
                arguments, env={**self._environ, **environ}, stdout=output, stderr=subprocess.STDOUT
            )

    def _run(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=self._environ, check=True, timeout=120)


def _kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        process.kill()
