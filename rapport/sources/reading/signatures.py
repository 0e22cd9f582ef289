"""`data/signoff.yml`: one signature a line. Broken or half merged, it is told; nothing in it is ever taken for granted."""

from __future__ import annotations

from rapport.ground.problems import Problem, Severity
from rapport.sources.reading.files import Files, taken
from rapport.sources.reading.validate import model_of
from rapport.sources.reading.yaml import read_yaml
from rapport.sources.signature import FILE, Signature


def load_signatures(files: Files, problems: list[Problem]) -> tuple[Signature, ...]:
    """Return the signatures of an edition, in the order of the file; none when there is no file."""
    text = taken(files.text(FILE), problems) if files.exists(FILE) else None
    if text is None:
        return ()
    read = read_yaml(text, FILE, problems)
    if read is None or read.value is None:
        return ()
    if not isinstance(read.value, list):
        hint = "Une signature par ligne : « python build.py sign » les écrit."
        problems.append(
            Problem("LEC06", Severity.ERROR, "Le fichier doit être une liste de signatures.", read.places.place, hint)
        )
        return ()
    found = [
        model_of(Signature, value, read.places.below(index), problems, f"la signature n° {index + 1}")
        for index, value in enumerate(read.value)
    ]
    return tuple(signature for signature in found if signature is not None)
