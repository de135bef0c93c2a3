"""Times of a page that cannot both be true."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samdrift.vocabulary import Language

_TODAY: dict[Language, str] = {"da": r" kl\. (\d\d\.\d\d)", "en": r"(?: at)? (\d\d:\d\d)"}
_LAST_CHECKED: dict[Language, str] = {"da": "Senest tjekket", "en": "Last checked"}
_CHECKED: dict[Language, str] = {
    "da": r"(?:sidst tjekkede|Ikke tjekket siden|ikke hørt om \S+ siden)",
    "en": r"(?:last checked|Not checked since|not heard about \S+ since)",
}


def later_than_last_checked(said: Sequence[str], language: Language) -> list[str]:
    """Lines on when something was last checked that name a later time of today than the page does for all it shows."""
    last = [at for words in said for at in re.findall(_LAST_CHECKED[language] + _TODAY[language], words)]
    checked = re.compile(_CHECKED[language] + _TODAY[language])
    return [words for words in said if last and any(at > last[0] for at in checked.findall(words))]
