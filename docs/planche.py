"""The contact sheet of the PDF, all its pages on one picture: `python docs/planche.py` after a build.

Typst sets the pages of the finished PDF as pictures, so that what is seen is what was published. Another PDF may be named:
`python docs/planche.py output/2024/rapport-activite-2024.pdf docs/images/planche.png`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import typst
from PIL import Image

PROJECT = Path(__file__).resolve().parents[1]
ACROSS = 9  # pages in a row
COLOURS = 256  # of the picture, whose pages have few
SHEET = """
#set page(width: auto, height: auto, margin: 8pt, fill: rgb("#e9e6e0"))
#let sheet(number) = box(stroke: 0.3pt + luma(70%), image("report.pdf", page: number, width: 100pt))
#grid(columns: {across}, gutter: 8pt, ..range(1, {count} + 1).map(sheet))
"""


def main(arguments: list[str]) -> None:
    """Draw the contact sheet of a PDF, the latest one that was built by default."""
    built = sorted(path for path in (PROJECT / "output").glob("*/*.pdf") if "impression" not in path.name)
    if not arguments and not built:
        sys.exit("Aucun PDF dans output/ : lancez d'abord « python build.py ».")
    report = Path(arguments[0]) if arguments else built[-1]
    target = Path(arguments[1]) if len(arguments) > 1 else PROJECT / "docs/images/planche.png"
    document = pypdfium2.PdfDocument(report)
    count = len(document)
    document.close()
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(report, folder / "report.pdf")
        (folder / "sheet.typ").write_text(SHEET.format(across=ACROSS, count=count), "utf-8")
        typst.compile(str(folder / "sheet.typ"), output=str(target), format="png", ppi=86)
    with Image.open(target) as sheet:
        sheet.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target} : {count} pages, {target.stat().st_size // 1024} Ko")


if __name__ == "__main__":
    main(sys.argv[1:])
