"""The desk's forms."""

from samdrift.monitoring.forms.corrections import CorrectionForm
from samdrift.monitoring.forms.page import PageForm
from samdrift.monitoring.forms.signals import MapForm, TuneForm
from samdrift.monitoring.forms.sources import NewSourceForm, SourceForm

__all__ = ["CorrectionForm", "MapForm", "NewSourceForm", "PageForm", "SourceForm", "TuneForm"]
