"""What the tests of engines share: the stand-in for `quarto` (standin.py), and the real one where there is one."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rapport.cli import main
from rapport.engines.failure import ToolFailed
from rapport.engines.quarto import found_quarto

PROJECT = Path(__file__).resolve().parents[2]
MOODS = ("STANDIN", "STANDIN_VERSION", "STANDIN_NOTES")


class StandIn:
    """The stand-in, installed: what it is asked to do wrong, and what it noted."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = _launcher(folder)
        self._notes = folder / "notes.jsonl"
        self._patch = monkeypatch
        monkeypatch.setenv("QUARTO_PATH", str(self.path))
        monkeypatch.setenv("STANDIN_NOTES", str(self._notes))

    def must(self, mood: str = "", version: str = "1.7.34") -> None:
        """Have it misbehave, or be of another version."""
        self._patch.setenv("STANDIN", mood)
        self._patch.setenv("STANDIN_VERSION", version)

    @property
    def notes(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._notes.read_text("utf-8").splitlines()] if self._notes.is_file() else []


def _launcher(folder: Path) -> Path:
    """Write the command `quarto` that runs the stand-in with this Python."""
    folder.mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("standin.py")
    if os.name == "nt":
        path = folder / "quarto.cmd"
        path.write_text(f'@"{sys.executable}" "{script}" %*\n', "utf-8")
        return path
    path = folder / "quarto"
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{PROJECT}" exec "{sys.executable}" "{script}" "$@"\n', "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def standin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """Return the stand-in, found by QUARTO_PATH."""
    return StandIn(tmp_path / "outils à part", monkeypatch)


@pytest.fixture(scope="module", params=["stand-in", pytest.param("real", marks=pytest.mark.quarto)])
def by_quarto(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Iterator[Path]:
    """Return the small edition as Quarto renders it: the stand-in, then the real one; not to be written to."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "stand-in":
            StandIn(tmp_path_factory.mktemp("outils"), patch)
        try:
            found_quarto()
        except ToolFailed as failure:
            pytest.skip(f"{failure.message} Ce contrat vaut pour tout Quarto : installez-le, ou nommez-le par QUARTO_PATH")
        yield built_by("quarto", tmp_path_factory.mktemp("quarto"), shared_cache)


@pytest.fixture(scope="module")
def by_ours(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the small edition as the embedded engine renders it; not to be written to."""
    return built_by("embedded", tmp_path_factory.mktemp("embedded"), shared_cache)


def laid(folder: Path, cache: Path) -> Path:
    """Lay the small edition in a folder, with what tries every road that a text can take."""
    root = folder / "petite"
    shutil.copytree(PROJECT / "tests/editions/petite", root)
    shutil.copytree(PROJECT / "templates", root / "templates")
    (root / "assets/fonts").symlink_to(PROJECT / "assets/fonts", target_is_directory=True)
    (root / ".cache").symlink_to(cache, target_is_directory=True)
    path = root / "content/edito.md"
    path.write_text(path.read_text("utf-8") + HOSTILE, "utf-8")
    report = root / "report.yml"
    report.write_text(
        f"{report.read_text('utf-8').rstrip()}\nseverities: {{TXT20: info}}\n", "utf-8"
    )  # the wall stands all the same
    return root


def built_by(engine: str, folder: Path, cache: Path) -> Path:
    """Build that edition and return its output."""
    root = laid(folder, cache)
    assert main(["build", "--quiet", "--engine", engine], root) == 0
    return root / "output/2024"


# Whatever Quarto, Pandoc or Typst would take for a command of theirs is, in a text, text.
HOSTILE = r"""
## Titre à \{\{< env HOME >}} et $(touch x)

Un raccourci \{\{< include /etc/hostname >}}, un chemin `../../assets`, une formule $x$ et #import "a" @b <c>, `{r} x + y`.

```{python}
print("HOME")
```

---
filters: [mauvais.lua]
---

::: {.small #fig-piege onclick="x()"}
Une boîte, [un lien](https://exemple.fr/?a=$b&c=d).
:::

```python
for nom in "ab": print(nom)  # <b>
```

``` {.lua .numberLines startFrom="3"}
local x = nil
```

    x <- c("a", "b")

Du code en ligne : `print(x)`{.python}.

| Lieu | Nom |
|---|---|
| Val | a |

: Une légende {#tbl-lieux .small tbl-colwidths="[50,50]"}

| Lieu | Nom |
|---|---|
| Val | b |

Table: Une autre, *penchée*{#tbl-noms}

| Lieu | Nom |
|---|---|
| Val | c |

: Des {accolades} de mots

{{ chart("heures") }}
"""
