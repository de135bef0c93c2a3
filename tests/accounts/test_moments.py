from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from samdrift.accounts.templatetags.moments import exact_moment, moment


@pytest.mark.parametrize(
    ("hour", "danish", "english"),
    [
        (0, "02.30.00 sommertid", "02:30:00 CEST"),
        (1, "02.30.00 normaltid", "02:30:00 CET"),
        (2, "03.30.00", "03:30:00"),
    ],
)
def test_the_hour_that_comes_twice_is_told_apart(hour: int, danish: str, english: str) -> None:
    at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    with override("da"):
        assert shown(exact_moment(at)) == f"25. oktober 2026 kl. {danish}"
        assert shown(moment(at)) == f"25. oktober kl. {danish.replace('.00', '')}"
    with override("en"):
        assert shown(exact_moment(at)) == f"25 October 2026, {english}"


def shown(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace("\xa0", " ")
