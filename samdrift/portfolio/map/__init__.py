"""The map of dependencies: what it shows, where things stand, and the drawing.

Pure: no Django, no clock, no words of its own."""

from samdrift.portfolio.map.around import around
from samdrift.portfolio.map.choice import Choice, Direction, View, on_the_map, view
from samdrift.portfolio.map.difference import Change, ChangedEdge, Difference, difference
from samdrift.portfolio.map.drawing import LinkWords, NodeWords, draw
from samdrift.portfolio.map.geometry import Layout
from samdrift.portfolio.map.graph import CRITICALITIES, MOST_NODES, Graph, Link, Node, of_owners, of_systems
from samdrift.portfolio.map.lanes import lanes
from samdrift.portfolio.map.layers import layers

__all__ = [
    "CRITICALITIES",
    "MOST_NODES",
    "Change",
    "ChangedEdge",
    "Choice",
    "Difference",
    "Direction",
    "Graph",
    "Layout",
    "Link",
    "LinkWords",
    "Node",
    "NodeWords",
    "View",
    "around",
    "difference",
    "draw",
    "lanes",
    "layers",
    "of_owners",
    "of_systems",
    "on_the_map",
    "view",
]
