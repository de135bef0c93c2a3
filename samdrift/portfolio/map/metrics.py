"""How wide a text is in the site's font, so that a box can be made to fit it.

The numbers are those of IBM Plex Sans SemiBold, read from the font's own tables; a test holds them against the font
that the site ships. Its Regular is narrower, and kerning is left out, so a text is never wider than what is said here.
"""

from __future__ import annotations

from functools import lru_cache

ELLIPSIS = "…"

# Advance in thousandths of the font size: the characters that have it.
_BY_ADVANCE = {
    236: " \xa0",
    260: "'",
    276: "ijìíîïĩīĭįıĵ",
    292: "’",
    294: "lĺļľ",
    298: ",.",
    302: "ſ",
    303: "ł",
    309: "!¡",
    318: ":;",
    329: "[]",
    337: "()",
    345: "³",
    347: "²",
    348: "¹",
    350: "f·",
    363: "{}",
    374: "tţ",
    376: "|¦",
    377: "ť",
    381: "ŧ",
    393: "rŕŗř",
    402: "-\xad",
    421: "ŀ",
    423: "IÌÍÎÏĨĪĬĮİ",
    424: "º",
    434: "ª",
    437: "/\\",
    468: "®",
    470: "°",
    471: '"',
    486: "¿",
    493: "?",
    499: "sśŝşš",
    502: "zźżž",
    513: "cçćĉċč",
    517: "“”",
    521: "LĹĻĽĿ",
    524: "vyýÿŷ",
    531: "Ł",
    541: "¢",
    544: "x",
    545: "Jg«»Ĵ",
    546: "ĳ",
    553: "ĝğġģ",
    556: "*",
    558: "eèéêëēĕėęě",
    559: "_aàáâãäåāăą",
    562: "kķĸ",
    563: "oòóôõöōŏő",
    571: "ø",
    574: "§",
    577: "F",
    580: "TŢŤ",
    586: "£",
    588: "hnuñùúûüĥħńņňŋũūŭůűų–",
    589: "ð",
    590: "Ŧ",
    593: "µ",
    599: "ZŹŻŽ",
    600: "$+0123456789<=>E^`bdpq~¨¬¯±´¸ÈÉÊË×÷þďĒĔĖĘĚ",
    603: "đ",
    611: "SŚŜŞŠ",
    615: "¥",
    624: "¤",
    632: "YÝŶŸ",
    638: "V",
    641: "PÞ",
    642: "CÇĆĈĊČ",
    653: "Ĳ",
    655: "X",
    656: "#",
    663: "B",
    664: "RŔŖŘ",
    670: "¶",
    672: "AÀÁÂÃÄÅĀĂĄ",
    677: "ß",
    678: "KĶ",
    689: "DĎ",
    690: "UÙÚÛÜŨŪŬŮŰŲ",
    694: "ÐĐ",
    712: "GOQÒÓÔÕÖØĜĞĠĢŌŎŐ",
    713: "&",
    719: "HNÑĤŃŅŇŊ",
    728: "Ħ",
    780: "—",
    788: "©",
    816: "M",
    819: "wŵ",
    827: "¾",
    840: "¼",
    863: "½",
    864: "æŉ",
    868: "…",
    888: "m",
    899: "@",
    910: "œ",
    949: "WŴ",
    950: "Æ",
    960: "%",
    994: "Œ",
}
_ADVANCE = {character: advance for advance, characters in _BY_ADVANCE.items() for character in characters}
_UNKNOWN = 1000
"""Of characters beyond Latin: as wide as the font is high, which few are."""


def width(text: str, size: float) -> float:
    """In the unit of `size`, the font's size."""
    return sum(_ADVANCE.get(character, _UNKNOWN) for character in text) * size / 1000


@lru_cache(maxsize=10_000)
def wrapped(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """`text` on at most `lines` lines no wider than `room`, broken between words; what does not fit is cut off."""
    done: list[str] = []
    rest = text
    while rest and len(done) < lines - 1:
        line, rest = _line(rest, size, room)
        done.append(line)
    return (*done, _cut(rest, size, room)) if rest else tuple(done)


def _line(text: str, size: float, room: float) -> tuple[str, str]:
    """As many whole words as fit, and the rest; a single word that is too wide is cut off."""
    words = text.split(" ")
    taken = len(words)
    while taken > 1 and width(" ".join(words[:taken]), size) > room:
        taken -= 1
    return _cut(" ".join(words[:taken]), size, room), " ".join(words[taken:])


def _cut(text: str, size: float, room: float) -> str:
    if width(text, size) <= room:
        return text
    while text and width(text + ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
