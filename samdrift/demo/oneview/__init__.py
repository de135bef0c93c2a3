"""A simulated monitoring system that the portal really polls over HTTP, and that can be broken and mended at will.

It is like OneView only in its part: its addresses, fields and words are its own. It listens on loopback only.
"""

from samdrift.demo.oneview.control import NotDone, control, source_settings
from samdrift.demo.oneview.server import Simulator, main, serve

__all__ = ["NotDone", "Simulator", "control", "main", "serve", "source_settings"]
