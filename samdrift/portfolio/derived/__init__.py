"""What is read out of documents: the model of each system, and of the dependencies between them."""

from samdrift.portfolio.derived.confirmed import Confirmed
from samdrift.portfolio.derived.portfolio import Edge, Flow, Portfolio
from samdrift.portfolio.derived.reading import Names, name_in, read_out
from samdrift.portfolio.derived.relations import DependencyModel, ExchangeModel, FallbackModel, GroupModel, Known
from samdrift.portfolio.derived.system import (
    ContactModel,
    InterfaceModel,
    LifeCycle,
    Named,
    PlanModel,
    ServiceModel,
    Statement,
    SystemModel,
)

__all__ = [
    "Confirmed",
    "ContactModel",
    "DependencyModel",
    "Edge",
    "ExchangeModel",
    "FallbackModel",
    "Flow",
    "GroupModel",
    "InterfaceModel",
    "Known",
    "LifeCycle",
    "Named",
    "Names",
    "PlanModel",
    "Portfolio",
    "ServiceModel",
    "Statement",
    "SystemModel",
    "name_in",
    "read_out",
]
