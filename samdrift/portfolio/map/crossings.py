"""How often lines cross, which is what makes a drawing hard to follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from samdrift.portfolio.map.geometry import Line

_PIECES = 6
"""Straight pieces that stand for one Bézier."""
_T = np.linspace(0.0, 1.0, _PIECES + 1)[:, None]
_BASIS = np.hstack([(1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T**2, _T**3])


def crossings(lines: Sequence[Line]) -> int:
    """Pairs of pieces of different lines that cross; those that only touch are not counted."""
    if len(lines) < 2:
        return 0
    pieces = [_pieces(line) for line in lines]
    owner = np.repeat(np.arange(len(pieces)), [len(own) for own in pieces])
    every = np.concatenate(pieces)
    start, end = every[:, 0], every[:, 1]
    apart = _side(start, end, start) * _side(start, end, end) < 0
    return int(np.count_nonzero(apart & apart.T & (owner[:, None] < owner[None, :])))


def _pieces(line: Line) -> npt.NDArray[np.float64]:
    """Each piece as its two ends."""
    points = np.array([(point.x, point.y) for point in line.curve])
    ways = [_BASIS @ points[first : first + 4] for first in range(0, len(points) - 1, 3)]
    return np.concatenate([np.stack([way[:-1], way[1:]], axis=1) for way in ways])


def _side(
    start: npt.NDArray[np.float64], end: npt.NDArray[np.float64], point: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """For each piece (row) and point (column): above zero on one side of the piece, below on the other."""
    way, to = (end - start)[:, None, :], point[None, :, :] - start[:, None, :]
    sides: npt.NDArray[np.float64] = way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0]
    return sides
