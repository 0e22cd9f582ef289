"""Typst sets the pages again until they agree with each other, five times at most; beyond, it gives the fifth, and warns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines import typst
from rapport.outputs.engines.work_folder import Tools
from tests.conftest import whole_edition

HEAD, PHRASE = "\n---\n", "Une phrase de plus, qui prend sa place et pousse ce qui la suit sur la page. "
LENGTHS = (0, 4)  # phrases more at the end of each text


def longer(root: Path, phrases: int) -> None:
    """Make every section of an edition longer."""
    for path in sorted((root / "content").glob("*.md")) if phrases else ():
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{PHRASE * phrases}\n", "utf-8")


@pytest.mark.parametrize("phrases", LENGTHS)
@pytest.mark.parametrize("edition", ["petite", "whole"])
def test_pages_agree_within_five_passes(
    edition: str, phrases: int, petite: Path, tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch
):
    root = petite if edition == "petite" else whole_edition(tmp_path / "whole", shared_cache)
    longer(root, phrases)
    said: list[str] = []

    def heard(compiler: Any, timestamp: int, _bleed: float = 0) -> bytes:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[*typst.STANDARDS], timestamp=timestamp)
        said.extend(warning.message for warning in warnings)
        return bytes(pdf)

    monkeypatch.setattr(typst, "pdf_by", heard)
    with Tools(root, Cache(tmp_path / "none")) as tools:
        (pdf,) = Flow(root, tools).made("pdf").values()
    assert pdf.startswith(b"%PDF")
    assert said == []
