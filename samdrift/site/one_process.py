"""`samdrift run`: one command, one port, everything."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from datetime import UTC, datetime

from samdrift.demo import facts
from samdrift.site import embedded
from samdrift.site.environment import Environment, SettingError
from samdrift.site.supervisor import Child, port_is_free, supervise


def run(settings: Environment, *, demo: bool) -> int:
    """Prepare the database, with `demo` fill it, start the processes and wait."""
    if not port_is_free(settings.port):
        raise SettingError(f"PORT {settings.port} is taken on this machine; set PORT to a free one.")
    os.environ["SAMDRIFT_HOME"] = str(settings.home)
    own_database = not settings.database_url
    embedded.use(settings.home)
    _prepare()
    children = [Child(("worker",)), Child(("web",))]
    if demo:
        children = [_demo(settings), *children]
    _say(settings, demo=demo)
    return supervise(children, embedded_home=settings.home if own_database else None)


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _demo(settings: Environment) -> Child:
    from samdrift.demo.seed import Simulator, seed

    simulator = Simulator(port=_free_port(), key=secrets.token_urlsafe(16))
    seed(settings.home, base_url=settings.base_url, simulator=simulator, now=datetime.now(UTC))
    # The portal may ask this one private address: the simulated monitoring system's.
    allowed = [*settings.outgoing_allow, f"127.0.0.1:{simulator.port}"]
    os.environ["SAMDRIFT_OUTGOING_ALLOW"] = ",".join(allowed)
    return Child(("demo", "oneview", "--port", str(simulator.port)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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
