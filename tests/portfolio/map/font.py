"""Reads how far each character advances from a TrueType font, by the OpenType specification's tables."""

from __future__ import annotations

import struct
from pathlib import Path

import samdrift

_FONTS = Path(samdrift.__file__).parents[1] / "web/node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"


def advances(weight: str) -> dict[str, int]:
    """Character to thousandths of the font size, of those up to the end of Latin Extended-A and some punctuation."""
    content = (_FONTS / f"IBMPlexSans-{weight}.ttf").read_bytes()
    tables = _tables(content)
    per_em = struct.unpack_from(">H", content, tables["head"] + 18)[0]
    long = struct.unpack_from(">H", content, tables["hhea"] + 34)[0]
    glyphs = _glyphs(content, tables["cmap"])
    wanted = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2019, 0x201C, 0x201D, 0x2026]
    found = {}
    for code in wanted:
        if glyph := glyphs.get(code):
            width = struct.unpack_from(">H", content, tables["hmtx"] + 4 * min(glyph, long - 1))[0]
            found[chr(code)] = round(width * 1000 / per_em)
    return found


def _tables(content: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", content, 4)
    entries = [struct.unpack_from(">4sLLL", content, 12 + 16 * n) for n in range(count)]
    return {tag.decode(): offset for tag, _, offset, _ in entries}


def _glyphs(content: bytes, at: int) -> dict[int, int]:
    """From the subtable of format 4, which covers the characters asked for."""
    (count,) = struct.unpack_from(">H", content, at + 2)
    starts = [at + struct.unpack_from(">HHL", content, at + 4 + 8 * n)[2] for n in range(count)]
    table = next(start for start in starts if struct.unpack_from(">H", content, start)[0] == 4)
    (twice,) = struct.unpack_from(">H", content, table + 6)
    size = twice // 2
    ends = struct.unpack_from(f">{size}H", content, table + 14)
    firsts = struct.unpack_from(f">{size}H", content, table + 16 + twice)
    deltas = struct.unpack_from(f">{size}h", content, table + 16 + 2 * twice)
    place = table + 16 + 3 * twice
    offsets = struct.unpack_from(f">{size}H", content, place)
    found = {}
    for n in range(size):
        for code in range(firsts[n], min(ends[n], 0x2FFF) + 1):
            if offsets[n] == 0:
                found[code] = (code + deltas[n]) & 0xFFFF
            else:
                where = place + 2 * n + offsets[n] + 2 * (code - firsts[n])
                (glyph,) = struct.unpack_from(">H", content, where)
                found[code] = (glyph + deltas[n]) & 0xFFFF if glyph else 0
    return found
