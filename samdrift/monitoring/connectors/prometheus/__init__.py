"""Prometheus's own rules with their alerts, pulled: `GET /api/v1/rules?type=alert`.

Prometheus's documentation, "HTTP API", section Rules; recorded answers are in the tests.
"""

from samdrift.monitoring.connectors.prometheus.rules_api import Settings, read, request

__all__ = ["Settings", "read", "request"]
