"""Two years that never were: what an installation looks like that has been in use for long.

Everything here is invented, the same each time for the same portfolio. It is written as monitoring and people would
have left it, so that all that is derived from it, uptime too, is derived as ever. Only a demonstration that begins with
an empty database has it.
"""

from samdrift.demo.invented.monitoring import hand_over, invent_monitoring, invented_before
from samdrift.demo.invented.reports import invent_documents, invent_reports

__all__ = ["hand_over", "invent_documents", "invent_monitoring", "invent_reports", "invented_before"]
