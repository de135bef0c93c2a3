"""What is stored of the portfolio."""

from samdrift.portfolio.models.change_report import ChangeReport, Hearing
from samdrift.portfolio.models.confirmation import Confirmation, Reminder
from samdrift.portfolio.models.system import AsRange, Component, Revision, System, never_overlapping

__all__ = [
    "AsRange",
    "ChangeReport",
    "Component",
    "Confirmation",
    "Hearing",
    "Reminder",
    "Revision",
    "System",
    "never_overlapping",
]
