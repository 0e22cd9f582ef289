#!/usr/bin/env bash
# Typst 0.15.2 prints a JPEG whose file was cut short as it is, grey below, without a warning; a PNG cut the same way is refused.
#
# An upload that stopped halfway leaves such a file. The PNG fails the build, as one expects; the JPEG is embedded untouched,
# and readers of PDF fill what lacks with grey. Pillow 13.0.0, asked to load it, tells both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 pillow==13.0.0 pypdfium2==5.1.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
from pathlib import Path

import pypdfium2
import typst
from PIL import Image

stripes = Image.new("RGB", (400, 400))
stripes.putdata([((x * 7 + y * 3) % 256, (x * y) % 256, (x * 5) % 256) for y in range(400) for x in range(400)])
for kind in ("jpeg", "png"):
    stripes.save(f"whole.{kind}")
    whole = Path(f"whole.{kind}").read_bytes()
    Path(f"cut.{kind}").write_bytes(whole[: len(whole) // 3])
    try:
        Image.open(f"cut.{kind}").load()
    except OSError:
        print(f"{kind}: Pillow refuses it")
    Path("page.typ").write_text(f'#set page(width: 200pt, height: 200pt, margin: 0pt)\n#image("cut.{kind}", width: 200pt)')
    try:
        pdf, warnings = typst.compile_with_warnings("page.typ")
    except typst.TypstError:
        print(f"{kind}: Typst refuses it")
        continue
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    below = {page.getpixel((x, y)) for x in range(20, 180, 9) for y in range(150, 190, 9)}
    print(f"{kind}: Typst prints it, {len(warnings)} warnings, {len(below)} colour in the last quarter")
PY
)
printf '%s\n' "$seen"
expected='jpeg: Pillow refuses it
jpeg: Typst prints it, 0 warnings, 1 colour in the last quarter
png: Pillow refuses it
png: Typst refuses it'
[ "$seen" = "$expected" ] || { echo 'Typst or Pillow behaves otherwise now' >&2; exit 1; }
