"""What the other parts may ask of the portfolio."""

from samdrift.portfolio.queries.freshness import confirmations
from samdrift.portfolio.queries.in_force import (
    component_ids,
    component_names,
    contents_in_force,
    portfolio_in_force,
    portfolio_version,
    system_in_force,
    systems_in_force,
)
from samdrift.portfolio.queries.over_time import Described, described_over

__all__ = [
    "Described",
    "component_ids",
    "component_names",
    "confirmations",
    "contents_in_force",
    "described_over",
    "portfolio_in_force",
    "portfolio_version",
    "system_in_force",
    "systems_in_force",
]
