"""Pieces that tests write beside an edition: texts, which a person would have received."""

from __future__ import annotations

from pathlib import Path


def with_piece(root: Path, name: str, title: str, text: str) -> Path:
    """Return an edition with one piece more, a text: `pieces/<name>.txt`, described in `data/pieces.yml`."""
    (root / "pieces").mkdir(exist_ok=True)
    (root / f"pieces/{name}.txt").write_text(text, "utf-8")
    with (root / "data/pieces.yml").open("a", encoding="utf-8") as described:
        described.write(f"{name}: {{title: {title}, file: pieces/{name}.txt}}\n")
    return root
