"""Samdrift: the portal through which a country runs its shared digital infrastructure jointly."""

__version__ = "0.1.0"
