from samdrift.monitoring.models.correction import Correction, TakenBack
from samdrift.monitoring.models.mapping import Mapping
from samdrift.monitoring.models.notice import Notice
from samdrift.monitoring.models.resettle import Resettle
from samdrift.monitoring.models.signal import Signal
from samdrift.monitoring.models.source import Source
from samdrift.monitoring.models.transition import Transition

__all__ = ["Correction", "Mapping", "Notice", "Resettle", "Signal", "Source", "TakenBack", "Transition"]
