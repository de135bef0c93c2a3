"""A running product with as many systems as wanted, on a free port and in a home of its own."""

from __future__ import annotations

import atexit
import functools
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

from samdrift.site import embedded

DEMO = Path(__file__).parents[1] / "demo" / "portfolio"


@dataclass(frozen=True, slots=True)
class Product:
    port: int
    home: Path
    database_url: str
    token: str
    slugs: tuple[str, ...]

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)


@functools.cache
def database() -> Path:
    """The home of an embedded database for this whole run: Django, once set up, keeps to one."""
    home = Path(tempfile.mkdtemp(prefix="samdrift-bench-"))
    os.environ["SAMDRIFT_HOME"] = str(home)
    os.environ["DATABASE_URL"] = embedded.start(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samdrift.site.settings"
    django.setup()
    atexit.register(_end, home)
    return home


def _end(home: Path) -> None:
    from django.db import connections

    connections.close_all()
    embedded.stop(home)
    shutil.rmtree(home, ignore_errors=True)


def empty() -> None:
    """Make the tables anew."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)


def fill(systems: int) -> tuple[str, tuple[str, ...]]:
    """Import `systems` systems, and those outside that they need, and make one pushed source; return its token and the
    slugs. Each needs what its model in the demonstration needs: a thousand rest on the same MitID."""
    from samdrift.accounts.models import Organisation
    from samdrift.monitoring.actions.sources import Rhythm, create_source
    from samdrift.monitoring.models import Source
    from samdrift.portfolio.actions import import_documents
    from samdrift.portfolio.document import load_folder

    now = datetime.now(UTC)
    demo = load_folder(DEMO)
    models = [each for each in demo if each.identity.scope == "shared" and not each.life_cycle.retired_on]
    documents = []
    for number in range(systems):
        model = models[number % len(models)]
        slug = model.slug if number < len(models) else f"{model.slug}-{number}"
        identity = model.identity.model_copy(update={"slug": slug})
        documents.append(model.model_copy(update={"identity": identity}))
    slugs = tuple(document.slug for document in documents)
    import_documents(documents=[*documents, *(each for each in demo if each.slug not in slugs)], actor=None, now=now)
    _, token = create_source(
        actor=None,
        slug="bench",
        connector=Source.Connector.EVENTS,
        organisation=Organisation.objects.earliest("pk"),
        settings={},
        rhythm=Rhythm(interval=timedelta(days=1)),
        now=now,
    )
    return str(token), slugs


@contextmanager
def running(systems: int) -> Iterator[Product]:
    """Web server and worker over `systems` systems; stopped at the end."""
    home = database()
    shutil.rmtree(home / "published", ignore_errors=True)
    empty()
    token, slugs = fill(systems)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "PORT": str(port), "SAMDRIFT_LOG_LEVEL": "warning"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "samdrift.cli", name, "--end-with-parent"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=environ,
        )
        for name in ("web", "worker")
    ]
    product = Product(port, home, os.environ["DATABASE_URL"], token, slugs)
    try:
        _await(product)
        yield product
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(15)


def _await(product: Product) -> None:
    deadline = time.monotonic() + 400
    while time.monotonic() < deadline:
        try:
            connection = product.connect()
            connection.request("GET", "/api/v1/status.json")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the product did not start within 400 seconds")
