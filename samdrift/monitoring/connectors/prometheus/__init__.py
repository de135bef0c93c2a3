"""Prometheus's own list of alerts, pulled: `GET /api/v1/alerts`.

Prometheus's documentation, "HTTP API", section Alerts; recorded answers are in the tests.
"""

from samdrift.monitoring.connectors.prometheus.alerts_api import Settings, read, request

__all__ = ["Settings", "read", "request"]
