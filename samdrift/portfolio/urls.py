"""Documents and reports of changes, under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from samdrift.portfolio.views import (
    document,
    documents,
    ending,
    entry,
    hearing,
    page,
    renewal,
    report,
    told,
    upload,
)

_REPORT = "indmeldinger/<int:report_id>/"
_PAGE = f"{_REPORT}afsnit/<slug:section>/"

urlpatterns: list[URLPattern] = [
    path("dokumentation/", documents.documents, name="desk_documents"),
    path("nyt-system/", document.new_system, name="desk_new_system"),
    path("dokumentation/<slug:slug>/", document.document, name="desk_document"),
    path("dokumentation/<slug:slug>/indmeld/", document.start, name="desk_start_report"),
    path("dokumentation/<slug:slug>/bekraeft/", document.confirm, name="desk_confirm"),
    path("dokumentation/<slug:slug>/traek-tilbage/", ending.withdraw, name="desk_withdraw_document"),
    path("dokumentation/<slug:slug>/behold/", ending.keep_document, name="desk_keep_document"),
    path("revisioner/<int:revision_id>/tag-tilbage/", ending.take_back, name="desk_take_back"),
    path(_REPORT, report.report, name="desk_report"),
    path(f"{_REPORT}indsend/", report.terms, name="desk_report_terms"),
    path(f"{_REPORT}afgoer/", report.decide, name="desk_report_decide"),
    path(f"{_REPORT}traek-tilbage/", report.withdraw, name="desk_report_withdraw"),
    path(f"{_REPORT}opdater/", renewal.renewal, name="desk_report_renewal"),
    path(f"{_REPORT}fil/", upload.upload, name="desk_report_upload"),
    path(_PAGE, page.page, name="desk_report_page"),
    path(f"{_PAGE}maalgrupper/", told.told, name="desk_report_told"),
    path(f"{_PAGE}ny/", entry.new_entry, name="desk_report_new_entry"),
    path(f"{_PAGE}<int:place>/", entry.entry, name="desk_report_entry"),
    path(f"{_PAGE}<int:place>/ret-listen/", page.change_list, name="desk_report_change_list"),
    path("hoeringer/<int:hearing_id>/", hearing.hearing, name="desk_hearing"),
]
