"""Who may read a statement."""

from __future__ import annotations

from enum import Enum


class Audience(Enum):
    """From the widest to the narrowest. Whoever may read what is internal may read all the rest."""

    PUBLIC = "public"
    """Everyone."""
    PARTNERS = "partners"
    """Everyone who is signed in: the owners and operators of the shared systems."""
    INTERNAL = "internal"
    """The owner's own people, the secretariat and the administrators."""

    def sees(self, told_to: Audience) -> bool:
        """True where a reader of this audience may read what is told to `told_to`."""
        return _RANK[self] >= _RANK[told_to]


_RANK = {audience: rank for rank, audience in enumerate(Audience)}
