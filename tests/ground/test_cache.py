"""The cache saves time and never decides anything: entries are whole, and its loss changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from rapport.ground import cache
from rapport.ground.cache import Cache, fingerprint, fingerprint_of_files

KEY = "ab" * 32


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_comes_back(tmp_path: Path):
    kept = Cache(tmp_path / "cache")
    assert kept.get(KEY) is None
    kept.put(KEY, b"fait")
    assert kept.get(KEY) == b"fait"
    assert Cache(tmp_path / "cache").get(KEY) == b"fait"


def test_a_thing_is_made_once(tmp_path: Path):
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"fait")
        return b"fait"

    assert [Cache(tmp_path).made(KEY, make) for _ in range(3)] == [b"fait"] * 3
    assert len(made) == 1


def test_an_entry_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Killed or full half-way, it leaves neither an entry nor a draft."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    kept = Cache(tmp_path)
    kept.put(KEY, b"avant")
    for target, name in ((Path, "replace"), (os, "fdopen")):
        with monkeypatch.context() as patched:
            patched.setattr(target, name, refuse)
            kept.put(KEY, b"ensuite")
        assert kept.get(KEY) == b"avant"
        assert len(files_of(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_is_no_cache(tmp_path: Path):
    """A file stands where the folder should be: everything is made, nothing is kept, nobody complains."""
    (tmp_path / "cache").write_text("")
    kept = Cache(tmp_path / "cache")
    assert kept.made(KEY, lambda: b"fait") == b"fait"
    assert kept.get(KEY) is None
    kept.prune()


def test_the_least_recently_used_entries_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "LIMIT", 3)
    kept = Cache(tmp_path)
    keys = [fingerprint(n) for n in range(5)]
    for age, key in enumerate(keys):
        kept.put(key, b"x")
        os.utime(tmp_path / key[:2] / key, (age, age))
    assert kept.get(keys[0]) == b"x"  # used again: now the youngest
    kept.prune()
    assert [key for key in keys if kept.get(key)] == [keys[0], keys[3], keys[4]]


def test_fewer_entries_than_the_limit_all_stay(tmp_path: Path):
    kept = Cache(tmp_path)
    kept.put(KEY, b"x")
    kept.prune()
    assert kept.get(KEY) == b"x"


def test_fingerprints_depend_on_every_part():
    """Where one part ends and the next begins counts too."""
    parts = [
        ("a", "b"),
        ("ab",),
        ("a", "b", ""),
        ("b", "a"),
        (["a", "b"],),
        ({"a": "b"},),
        ({"b": "a"},),
        (Decimal(1),),
        (1.5,),
        (None,),
        (),
    ]
    assert len({fingerprint(*part) for part in parts}) == len(parts)
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert len(fingerprint()) == 64


@pytest.mark.parametrize(
    "change",
    [lambda f: f.write_bytes(b"autre"), lambda f: f.rename(f.with_name("autre")), lambda f: (f.parent / "plus").write_bytes(b"")],
)
def test_fingerprints_of_files_depend_on_names_and_contents(tmp_path: Path, change: Callable[[Path], object]):
    (tmp_path / "a").write_bytes(b"un")
    (tmp_path / "folder").mkdir()
    before = fingerprint_of_files(sorted(tmp_path.iterdir()))
    assert before == fingerprint_of_files([tmp_path / "a"])
    change(tmp_path / "a")
    assert fingerprint_of_files(sorted(tmp_path.iterdir())) != before


def test_a_path_of_another_encoding_has_a_fingerprint():
    """As `sys.path` gives it where the terminal only knows ASCII."""
    assert fingerprint("d\udcc3\udca9j\udcc3\udca0") != fingerprint("déjà")
