"""A monitoring system that answers with JSON, pulled; what its answer means is data (settings), not code.

OneView is the monitoring system of the report on initiative 8.2. Its interface is not public; none is assumed here.
"""

from samdrift.monitoring.connectors.oneview.mapping import Settings
from samdrift.monitoring.connectors.oneview.reading import read, request

__all__ = ["Settings", "read", "request"]
