"""A document as everyone may read it, as a file."""

from __future__ import annotations

from samdrift.portfolio.document import yaml
from samdrift.portfolio.document.audience import Content, seen_by
from samdrift.vocabulary import Audience


def public_document(content: Content) -> bytes:
    """The public part of a revision's `content`, as YAML in the template's order. It may lack what the template asks
    for: what is not told to everyone is not there."""
    return yaml.write_content(seen_by(content, Audience.PUBLIC)).encode()
