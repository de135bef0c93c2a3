"""The one guarded HTTP client for everything that Samdrift asks of others."""

from samdrift.outgoing.ask import Answer, Ask, NoAnswer
from samdrift.outgoing.client import Outgoing

__all__ = ["Answer", "Ask", "NoAnswer", "Outgoing"]
