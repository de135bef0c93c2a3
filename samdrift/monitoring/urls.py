"""The desk, under /desk/; its first page is publishing's."""

from __future__ import annotations

from django.urls import URLPattern, path

from samdrift.monitoring.views import corrections, coverage, signal, source, sources

urlpatterns: list[URLPattern] = [
    path("kilder/", sources.sources, name="desk_sources"),
    path("ny-kilde/", source.new_source, name="desk_new_source"),
    path("kilder/<slug:slug>/", source.source, name="desk_source"),
    path("kilder/<slug:slug>/indstillinger/", source.source_settings, name="desk_source_settings"),
    path("kilder/<slug:slug>/noegle/", source.source_token, name="desk_source_token"),
    path("signaler/<int:signal_id>/", signal.signal, name="desk_signal"),
    path("signaler/<int:signal_id>/tilknyt/", signal.signal_map, name="desk_signal_map"),
    path("signaler/<int:signal_id>/frakobl/", signal.signal_unmap, name="desk_signal_unmap"),
    path("signaler/<int:signal_id>/tider/", signal.signal_tune, name="desk_signal_tune"),
    path("signaler/<int:signal_id>/kontrol/", coverage.signal_coverage, name="desk_signal_coverage"),
    path("signaler/<int:signal_id>/afslut/", corrections.signal_end, name="desk_end_signal"),
    path(
        "signaler/<int:signal_id>/meldinger/<int:line_id>/tag-tilbage/",
        corrections.message_take_back,
        name="desk_take_back",
    ),
]
