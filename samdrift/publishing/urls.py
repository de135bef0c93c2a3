"""The desk's first page, at /desk/: the one that needs both what monitoring says and what the public is told."""

from __future__ import annotations

from django.urls import URLPattern, path

from samdrift.publishing.views import desk

urlpatterns: list[URLPattern] = [path("", desk, name="desk")]
