"""The order of the Danish alphabet, for every list of names that people read."""

from __future__ import annotations

import unicodedata

# After z, in this order, which is not that of their code points. Foreign letters stand with the nearest Danish one.
_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "ß": "ss", "þ": "th", "ð": "d"})


def danish_order(name: str) -> tuple[str, str]:
    """A key to sort by: without regard to capitals and accents, aa as å. Equal only for equal names."""
    letters = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_AFTER_Z)
    plain = "".join(each for each in unicodedata.normalize("NFD", letters) if not unicodedata.combining(each))
    return plain, name
