"""The one guarded HTTP client for everything that Samdrift asks of others."""

from samdrift.outgoing.ask import Answer, Ask, OutgoingError
from samdrift.outgoing.client import Outgoing

__all__ = ["Answer", "Ask", "Outgoing", "OutgoingError"]
