"""Documents on paper."""

from samdrift.publishing.pdf.documentation import documentation

__all__ = ["documentation"]
