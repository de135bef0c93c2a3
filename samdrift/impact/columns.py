"""Bits in rows of machine words: how many rows hold in each column, and where at least k of several rows hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
_CHUNK = 2048
"""Rows added up at a time: they and their carries stay in the cache."""


def at_least(rows: Sequence[Words], k: int) -> Words:
    """The columns in which at least `k` of the rows hold, 1 ≤ k ≤ their number."""
    if k == len(rows):
        every: Words = np.bitwise_and.reduce(rows)
        return every
    if k == 1:
        some: Words = np.bitwise_or.reduce(rows)
        return some
    digits: list[Words] = []
    for row in rows:
        carry = row
        for place, digit in enumerate(digits):
            digits[place], carry = digit ^ carry, digit & carry
        if len(digits) < k.bit_length() or carry.any():
            digits.append(carry)
    return _not_less(digits, k)


def _not_less(digits: list[Words], k: int) -> Words:
    """Where the numbers with these binary digits, lowest first, are k or more."""
    more = np.zeros_like(digits[0])
    same = ~more
    for place in range(max(len(digits), k.bit_length()) - 1, -1, -1):
        digit = digits[place] if place < len(digits) else np.zeros_like(more)
        if k >> place & 1:
            same &= digit
        else:
            more |= same & digit
            same &= ~digit
    return more | same


def count_rows(matrix: Words, weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each column the weights of the rows that hold in it, summed.

    Rows are added like binary numbers standing upright: three rows of one place become one of that place and one of the
    next, five operations on whole words. A weight puts its row into several places.
    """
    total = np.zeros(matrix.shape[1] * 64, np.int64)
    held = np.flatnonzero(weights)
    for start in range(0, len(held), _CHUNK):
        chosen = held[start : start + _CHUNK]
        total += _count_chunk(matrix[chosen], weights[chosen])
    return total


def _count_chunk(rows: Words, weights: NDArray[np.int64]) -> NDArray[np.int64]:
    total = np.zeros(rows.shape[1] * 64, np.int64)
    carried = rows[:0]
    place = 0
    while place < int(weights.max()).bit_length() or len(carried):
        digit, carried = _add_up(np.concatenate([rows[(weights >> place & 1).astype(np.bool_)], carried]))
        total += np.unpackbits(digit.view(np.uint8), bitorder="little").astype(np.int64) << place
        place += 1
    return total


def _add_up(rows: Words) -> tuple[Words, Words]:
    """The sum's digit at this place, and the rows carried to the next."""
    carried = [rows[:0]]
    while len(rows) > 1:
        third = max(len(rows) // 3, 1)
        one, two = rows[:third], rows[third : 2 * third]
        three = rows[2 * third : 3 * third]
        either = one ^ two
        carry = one & two
        if len(three):
            carry |= either & three
            either ^= three
        carried.append(carry)
        rows = np.concatenate([either, rows[3 * third :]])
    digit: Words = rows[0] if len(rows) else np.zeros(rows.shape[1], np.uint64)
    return digit, np.concatenate(carried)
