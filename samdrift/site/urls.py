"""The portal's addresses. What the public reads is not here: the edge answers it from files."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from samdrift.accounts.urls import konto

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include(konto)),
    path("desk/", include("samdrift.publishing.urls")),
    path("desk/", include("samdrift.monitoring.urls")),
    path("desk/", include("samdrift.accounts.urls")),
]
