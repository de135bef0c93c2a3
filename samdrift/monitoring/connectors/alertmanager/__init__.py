"""Prometheus Alertmanager's webhook, version 4, and Grafana's, which has the same shape, pushed to us.

Alertmanager's documentation, "Configuration", section webhook_config; recorded messages are in the tests. Grafana's,
"Configure the webhook notifier for Alerting".
"""

from samdrift.monitoring.connectors.alertmanager.webhook import Settings, doubt, read

__all__ = ["Settings", "doubt", "read"]
