"""How much of the time it worked: exact arithmetic over state periods. Pure."""

from samdrift.availability.calendar import day, days_back, month, months_back
from samdrift.availability.measure import Measurement, measure, measure_each
from samdrift.availability.report import months, strip, uptimes

__all__ = [
    "Measurement",
    "day",
    "days_back",
    "measure",
    "measure_each",
    "month",
    "months",
    "months_back",
    "strip",
    "uptimes",
]
