"""Prometheus Alertmanager's webhook, version 4, pushed to us.

Alertmanager's documentation, "Configuration", section webhook_config; recorded messages are in the tests.
"""

from samdrift.monitoring.connectors.alertmanager.webhook import Settings, read

__all__ = ["Settings", "read"]
