"""Exports are whole or not there; and the moment that a day means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from samdrift.portfolio.cli.exporting import Wanted
from samdrift.portfolio.cli.putting import OtherFiles, put_file, put_folder, refuse_other_files
from samdrift.vocabulary import Audience


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_folder_is_made_and_later_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put_folder(out, {"a": b"1", "b": b"1"})
    put_folder(out, {"a": b"2"})
    assert files(out) == {"a": "2", "b": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("there", [{}, {"a": b"before"}], ids=["new", "there"])
def test_where_one_file_cannot_be_written_none_is(tmp_path: Path, there: dict[str, bytes]) -> None:
    out = tmp_path / "out"
    if there:
        put_folder(out, there)
    with pytest.raises(FileNotFoundError):
        put_folder(out, {"a": b"after", "no/such": b"after"})
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if there else [])
    assert not there or files(out) == {"a": "before"}


def test_a_file_that_cannot_be_put_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        put_file(tmp_path / "taken", b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_other_files_are_named_and_hidden_ones_are_nobodys_business(tmp_path: Path) -> None:
    refuse_other_files(tmp_path / "none", {})
    for name in (".git", "a", "b", "c", "d", "e"):
        (tmp_path / name).touch()
    refuse_other_files(tmp_path, dict.fromkeys("abcde", b""))
    with pytest.raises(OtherFiles, match=r"holds other files \(b, c, d and 1 more\)"):
        refuse_other_files(tmp_path, {"a": b""})


NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (None, NOW),
        (date(2026, 11, 23), NOW),
        (date(2026, 11, 22), datetime(2026, 11, 22, 22, 59, 59, 999999, UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 21, 59, 59, 999999, UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, 999999, UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, 59, 59, 999999, UTC)),
    ],
)
def test_a_day_means_its_last_moment_in_copenhagen_and_today_means_now(day: date | None, at: datetime) -> None:
    assert Wanted(day, Audience.INTERNAL, NOW).at == at
