"""A demonstration's invented history must not be published as if it were real."""

from __future__ import annotations

from django.conf import settings

from samdrift.monitoring.models import Source
from samdrift.site.environment import SettingError

INVENTED = "demonstration-invented"
"""The slug of the source under which the demonstration keeps it."""


def refuse_unmarked_invention() -> None:
    """Raise SettingError where the database holds invented history that no page would call so."""
    if settings.DEMONSTRATION and settings.INVENTED_BEFORE:
        return
    if Source.objects.filter(slug=INVENTED).exists():
        raise SettingError(
            "The database holds the invented history of a demonstration. Start it with `samdrift run --demo`, "
            "or name another database in DATABASE_URL or SAMDRIFT_HOME."
        )
