"""Pictures in the cells of a table of a card: Typst looks for the widths of its columns, none at first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

PICTURE = "![Un établi et ses outils](assets/etabli.svg)"
BODY = f"""::: cards
### L'atelier bois

### L'atelier vélo

| [Un mot et quelques autres](#edito) | {PICTURE} | {PICTURE}{PICTURE}{{crop=3:2 focus=top}} | « avec les habitants » |
|---|---|---|---|
| {PICTURE} | Une heure, dont une à pied | **les amis**et d'autres, avec bien d'autres mots | {PICTURE}{{width=20% place=left}} |

Table: Les heures de tous les ateliers
:::
"""


def test_pictures_stand_in_the_cells_of_a_card(petite: Path, run: Callable, pdf_text: Callable[[Path], str]):
    (petite / "content/edito.md").write_text(f"---\ntitle: Un mot\n---\n\n{BODY}", "utf-8")
    built = run(petite, "build", "--to", "html", "--to", "pdf")
    assert built.code == 0, built.out
    assert "les amis" in " ".join(pdf_text(petite / "output/2024/rapport-activite-2024.pdf").split())  # on one line or two
