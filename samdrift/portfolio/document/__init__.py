"""System documents: the template, and documents read from and written to files."""

from samdrift.portfolio.document.faults import Fault, Faults
from samdrift.portfolio.document.folder import load_file, load_folder
from samdrift.portfolio.document.schema import to_json_schema
from samdrift.portfolio.document.template import LifeCycleStatus, SystemDocument

__all__ = ["Fault", "Faults", "LifeCycleStatus", "SystemDocument", "load_file", "load_folder", "to_json_schema"]
