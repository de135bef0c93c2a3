"""Who feels it when one falls. Pure: values in, values out.

Build a `Graph` once; `spread` answers what a set of failures does. A node is any name: a system, or a service of one.
"""

from samdrift.impact.absorbed import Absorbed
from samdrift.impact.causes import Cause, Odds, joint_causes, probable_causes
from samdrift.impact.composition import Weight, composition, share, system_level
from samdrift.impact.dependency import AT_ONCE, Dependency, Fallback
from samdrift.impact.disagreements import Account, Alone, Declared, Disagreements, disagreements
from samdrift.impact.expectation import Expectation, Seen, expected
from samdrift.impact.explanation import Reason
from samdrift.impact.faults import GraphFault
from samdrift.impact.fragility import (
    Concentration,
    HiddenDependency,
    MustWork,
    concentration,
    hidden_dependencies,
    must_work,
)
from samdrift.impact.graph import Graph
from samdrift.impact.single_failures import SingleFailure, single_failures
from samdrift.impact.spread import Affected, Spread, Step, spread
from samdrift.impact.transfer import DEFAULT, Table, Transfer

__all__ = [
    "AT_ONCE",
    "DEFAULT",
    "Absorbed",
    "Account",
    "Affected",
    "Alone",
    "Cause",
    "Concentration",
    "Declared",
    "Dependency",
    "Disagreements",
    "Expectation",
    "Fallback",
    "Graph",
    "GraphFault",
    "HiddenDependency",
    "MustWork",
    "Odds",
    "Reason",
    "Seen",
    "SingleFailure",
    "Spread",
    "Step",
    "Table",
    "Transfer",
    "Weight",
    "composition",
    "concentration",
    "disagreements",
    "expected",
    "hidden_dependencies",
    "joint_causes",
    "must_work",
    "probable_causes",
    "share",
    "single_failures",
    "spread",
    "system_level",
]
