"""The desk's pages that need both what is told of systems and what the public is told; and what anyone may explore.

The Danish addresses of what may be explored are below /udforsk/, the English ones below /en/explore/. Nothing there
depends on who asks: whoever is signed in finds more below /desk/.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from samdrift.publishing.views.comparison import desk_comparison, desk_comparisons
from samdrift.publishing.views.desk import desk
from samdrift.publishing.views.desk_documents import desk_system, desk_system_history, desk_systems
from samdrift.publishing.views.explore_document import explore_document
from samdrift.publishing.views.explore_exchanges import desk_exchanges, explore_exchanges
from samdrift.publishing.views.explore_map import desk_map, explore_map
from samdrift.publishing.views.fragility import fragility
from samdrift.publishing.views.promised import promised
from samdrift.publishing.views.whatif import delete, save, what_if

urlpatterns: list[URLPattern] = [
    path("", desk, name="desk"),
    path("kort/", desk_map, name="desk_map"),
    path("dataudveksling/", desk_exchanges, name="desk_exchanges"),
    path("hvad-nu-hvis/", what_if, name="what_if"),
    path("hvad-nu-hvis/gem/", save, name="save_scenario"),
    path("hvad-nu-hvis/<int:scenario_id>/slet/", delete, name="delete_scenario"),
    path("saarbarheder/", fragility, name="fragility"),
    path("lovet-og-muligt/", promised, name="promised"),
    path("afvigelser/", desk_comparisons, name="desk_comparisons"),
    path("afvigelser/<slug:slug>/", desk_comparison, name="desk_comparison"),
    path("systemer/", desk_systems, name="desk_systems"),
    path("systemer/<slug:slug>/", desk_system, name="desk_system"),
    path("systemer/<slug:slug>/historik/", desk_system_history, name="desk_system_history"),
]
udforsk: list[URLPattern] = [
    path("kort/", explore_map, {"language": "da"}),
    path("systemer/<slug:slug>/", explore_document, {"language": "da"}),
    path("dataudveksling/", explore_exchanges, {"language": "da"}),
]
explore: list[URLPattern] = [
    path("map/", explore_map, {"language": "en"}),
    path("systems/<slug:slug>/", explore_document, {"language": "en"}),
    path("data-exchange/", explore_exchanges, {"language": "en"}),
]
