"""The desk's pages that need both what is told of systems and what the public is told; and what anyone may explore.

The Danish addresses of what may be explored are below /udforsk/, the English ones below /en/explore/. Nothing there
depends on who asks: whoever is signed in finds more below /desk/.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from samdrift.publishing.views.desk import desk
from samdrift.publishing.views.explore_map import desk_map, explore_map

urlpatterns: list[URLPattern] = [
    path("", desk, name="desk"),
    path("kort/", desk_map, name="desk_map"),
]
udforsk: list[URLPattern] = [path("kort/", explore_map, {"language": "da"})]
explore: list[URLPattern] = [path("map/", explore_map, {"language": "en"})]
