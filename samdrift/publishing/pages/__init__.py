"""The pages the public reads, made from snapshot values alone."""

from samdrift.publishing.pages.pages import Pages

__all__ = ["Pages"]
