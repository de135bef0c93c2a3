"""One port: the edge for what the public reads, the door for monitoring systems, the portal for those who sign in."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.site.settings")
portal = get_asgi_application()

from django.conf import settings  # noqa: E402  (Django is set up above)

from samdrift.edge.app import create_app  # noqa: E402
from samdrift.edge.asgi_types import Receive, Scope, Send  # noqa: E402
from samdrift.monitoring.ingest.asgi import Ingest  # noqa: E402
from samdrift.snapshot.standing_still import IN_SCOPE  # noqa: E402

edge = create_app(settings.PUBLISHED)
ingest = Ingest()
PORTAL = ("/desk/", "/konto/", "/udforsk/", "/en/explore/")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        path: str = scope["path"]
        if path.startswith("/ingest/"):
            await ingest(scope, receive, send)
            return
        if f"{path}/".startswith(PORTAL):
            await portal({**scope, IN_SCOPE: edge.standing_still()}, receive, send)  # type: ignore[arg-type]
            return
    await edge(scope, receive, send)
