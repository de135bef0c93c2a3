"""The portal's addresses. What the public reads most is not here: the edge answers it from files."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from samdrift.accounts.urls import konto
from samdrift.publishing.urls import explore, udforsk

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include(konto)),
    path("udforsk/", include(udforsk)),
    path("en/explore/", include(explore)),
    path("desk/", include("samdrift.publishing.urls")),
    path("desk/", include("samdrift.monitoring.urls")),
    path("desk/", include("samdrift.portfolio.urls")),
    path("desk/", include("samdrift.accounts.urls")),
]
