"""Events pushed to us: CloudEvents 1.0 over HTTP, in each of its three forms, and a plain JSON form.

CloudEvents 1.0.2: "JSON Event Format" sections 2 to 4, "HTTP Protocol Binding" section 3.
"""

from samdrift.monitoring.connectors.events.reading import Settings, doubt, read

__all__ = ["Settings", "doubt", "read"]
