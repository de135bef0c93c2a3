"""Invented history is never published as if it were real."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from samdrift.demo.invented.monitoring import SOURCE
from samdrift.site.environment import SettingError
from samdrift.site.invention import INVENTED, refuse_unmarked_invention
from tests import cast

pytestmark = pytest.mark.django_db


def test_it_is_known_by_the_name_that_the_demonstration_gives_it() -> None:
    assert INVENTED == SOURCE


@pytest.mark.parametrize(("demonstration", "before"), [(False, None), (False, cast.NOON), (True, None)])
def test_a_database_that_holds_it_is_refused_where_no_page_would_say_so(
    settings: Settings, demonstration: bool, before: object
) -> None:
    settings.DEMONSTRATION, settings.INVENTED_BEFORE = demonstration, before
    refuse_unmarked_invention()
    cast.source(INVENTED, interval=timedelta(days=1))
    with pytest.raises(SettingError, match="samdrift run --demo"):
        refuse_unmarked_invention()


def test_a_demonstration_that_says_so_goes_on(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.INVENTED_BEFORE = True, cast.NOON
    cast.source(INVENTED, interval=timedelta(days=1))
    refuse_unmarked_invention()
