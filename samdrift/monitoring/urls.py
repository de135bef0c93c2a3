"""The desk, under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from samdrift.monitoring.views import overview, signal, source

urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="desk"),
    path("kilder/", overview.sources, name="desk_sources"),
    path("ny-kilde/", source.new_source, name="desk_new_source"),
    path("kilder/<slug:slug>/", source.source, name="desk_source"),
    path("kilder/<slug:slug>/indstillinger/", source.source_settings, name="desk_source_settings"),
    path("kilder/<slug:slug>/noegle/", source.source_token, name="desk_source_token"),
    path("signaler/<int:signal_id>/", signal.signal, name="desk_signal"),
    path("signaler/<int:signal_id>/tilknyt/", signal.signal_map, name="desk_signal_map"),
    path("signaler/<int:signal_id>/frakobl/", signal.signal_unmap, name="desk_signal_unmap"),
    path("signaler/<int:signal_id>/tider/", signal.signal_tune, name="desk_signal_tune"),
]
