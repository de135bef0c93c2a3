"""`samdrift run`: one command, one port, everything."""

from __future__ import annotations

import http.client
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from datetime import UTC, datetime

from samdrift.demo import facts
from samdrift.site import embedded
from samdrift.site.environment import Environment, SettingError
from samdrift.site.supervisor import ENDING, Child, port_gets_free, supervise

logger = logging.getLogger(__name__)


def run(settings: Environment, *, demo: bool) -> int:
    """Prepare the database, with `demo` fill it, start the processes and wait. What it starts ends with it."""
    if not port_gets_free(settings.port):
        raise SettingError(f"PORT {settings.port} is taken on this machine; set PORT to a free one.")
    for number in ENDING:
        signal.signal(number, lambda *_: sys.exit(0))  # until the supervisor takes over
    os.environ["SAMDRIFT_HOME"] = str(settings.home)
    if demo:
        os.environ["SAMDRIFT_DEMONSTRATION"] = "yes"
    embedded_home = None if settings.database_url else settings.home
    try:
        embedded.use(settings.home)
        _prepare()
        if not demo:
            _refuse_unmarked_invention()
        children = [Child(("worker",)), Child(("web",))]
        if demo:
            children = [_demo(settings), *children]
        threading.Thread(target=_say_when_ready, args=(settings, demo), name="ready", daemon=True).start()
        return supervise(children, embedded_home=embedded_home)
    finally:
        if embedded_home is not None:
            embedded.stop(embedded_home)


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _refuse_unmarked_invention() -> None:
    from samdrift.site.invention import refuse_unmarked_invention

    refuse_unmarked_invention()


def _demo(settings: Environment) -> Child:
    from samdrift.demo.seed import Simulator, seed

    simulator = Simulator(port=_free_port(), key=secrets.token_urlsafe(16))
    made = seed(settings.home, base_url=settings.base_url, simulator=simulator, now=datetime.now(UTC))
    os.environ["SAMDRIFT_INVENTED_BEFORE"] = made.get("invented_before", "")
    # The portal may ask this one private address: the simulated monitoring system's.
    allowed = [*settings.outgoing_allow, f"127.0.0.1:{simulator.port}"]
    os.environ["SAMDRIFT_OUTGOING_ALLOW"] = ",".join(allowed)
    return Child(("demo", "oneview", "--port", str(simulator.port)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _say_when_ready(settings: Environment, demo: bool) -> None:
    """Print the address once it answers with published pages: what is printed can be opened."""
    while not _is_ready(settings.port):
        time.sleep(0.2)
    _say(settings, demo=demo)
    if demo:
        _hand_over()


def _hand_over() -> None:
    """The history that the demonstration invents ends where the real one of its simulated monitoring begins."""
    from django.db import InterfaceError, OperationalError, connection

    from samdrift.demo.invented import hand_over

    try:
        while not hand_over(datetime.now(UTC)):
            time.sleep(0.5)
    except (InterfaceError, OperationalError) as error:
        logger.info("the invented history is handed over at the next start: %s", str(error).partition("\n")[0])
    finally:
        connection.close()


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _say(settings: Environment, *, demo: bool) -> None:
    lines = [f"Samdrift: {settings.base_url}/"]
    if demo:
        known = facts.read(settings.home)
        lines.append(f"Sign in at {settings.base_url}/konto/login/ as")
        lines += [f"  {role:14} {each['email']}  {each['password']}" for role, each in known["people"].items()]
        lines.append("Sources")
        lines += [f"  {name:14} {each['url']}  {each.get('token', '')}" for name, each in known["sources"].items()]
        lines.append(f"All of this is in {settings.home / facts.FILE}.")
        lines.append("Break something: make demo-break; mend it: make demo-mend; a story: make demo-story.")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
