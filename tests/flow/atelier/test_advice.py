"""What to do is said in the words of the forms, never in keys that nobody sees; what no form does is said to be out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.atelier import commanded
from rapport.flow.atelier.advice import Advice
from rapport.flow.atelier.desk import Desk
from tests.flow.atelier.test_desk import saved
from tests.flow.atelier.test_evidence import PIECE
from tests.pieces import with_piece

INDICATOR, TEXT, HEAD = "data/indicators/ateliers.yml:2:3", "content/edito.md:6:4", "report.yml:2:1"
LOCK = "data/pieces.lock.yml:3"
TERMINAL = f" {commanded.TERMINAL}"
UNREACHED = " Cela s'écrit dans le fichier même : l'atelier n'a pas de champ pour ce réglage."
ADMITTED = "Sigles admis sans être au lexique"


def advice_of(root: Path) -> Advice:
    desk = Desk(root)
    return Advice(desk.form, lambda place: desk.target(None, {"place": place}))


@pytest.mark.parametrize(("place", "hint", "said", "door"), [
    (INDICATOR, "Ajoutez « source: … ».", "Ajoutez « Source ».", ""),
    (INDICATOR, "Ajoutez « question: … ».", "Ajoutez « Question ».", ""),
    (INDICATOR, "Déclarez « decimals: exact ».", "Déclarez « Précision : exact ».", ""),
    (INDICATOR, "Corrigez la valeur, ou déclarez « min: ».", f"Corrigez la valeur, ou déclarez « min: ».{UNREACHED}", ""),
    (TEXT, "Ajoutez-le au lexique, ou à « accepted_acronyms: » dans report.yml.", f"Ajoutez-le au lexique, ou à « {ADMITTED} ».",
     "settings:"),
    (TEXT, "ajoutez-le à « accepted_acronyms: ».", f"ajoutez-le à « {ADMITTED} ».", "settings:"),
    (HEAD, "ajoutez « A 3 » à « names_with_numbers: » de report.yml.", "ajoutez « A 3 » à « Noms qui contiennent un nombre ».",
     "settings:"),
    (TEXT, "« decimals: 0 », dans data/tables.yml", f"« decimals: 0 », dans data/tables.yml{UNREACHED}", ""),
    (INDICATOR, "« unit: % » dans data/tables.yml", f"« unit: % » dans data/tables.yml{UNREACHED}", ""),
    (TEXT, "Écrivez « deux : trois » ou « Ici ».", "Écrivez « deux : trois » ou « Ici ».", ""),
    (INDICATOR, "Relancez « python build.py tie ».", "Relancez « Relire la pièce ».", "panel:contents"),
    (INDICATOR, "Lisez-le : « python build.py tie registre ».", "Lisez-le : « Relire la pièce ».", "tie:registre"),
    (INDICATOR, "Lisez-le : « python build.py tie rien ».", f"Lisez-le : « python build.py tie rien ».{TERMINAL}", ""),
    (TEXT, "« python build.py status » donne la liste, par responsable.", "« À faire » donne la liste, par responsable.",
     "panel:progress"),
    (TEXT, "Publiez-la avec « python build.py build --release ».", "Publiez-la avec « Publier ».", "panel:release"),
    (TEXT, 'python build.py sign edito --by "Prénom NOM"', "« Signer »", "sign:edito"),
    (TEXT, "Lancez « python build.py survey ».", f"Lancez « python build.py survey ».{TERMINAL}", ""),
    (TEXT, "« python build.py » gardera le journal.", f"« python build.py » gardera le journal.{TERMINAL}", ""),
    (TEXT, "« python build.py tie --propose » cherche.", f"« python build.py tie --propose » cherche.{TERMINAL}", ""),
    (LOCK, "Ajoutez « line: », « near: », ou les deux.", "Ajoutez « ligne … », « près de … », ou les deux.", ""),
    (LOCK, "Écrivez « line: 12 » au lieu de « near: ».", "Écrivez « ligne 12 » au lieu de « près de … ».", ""),
    ("nulle/part.yml:1", "Ajoutez « source: … ».", f"Ajoutez « source: … ».{UNREACHED}", ""),
])  # fmt: skip
def test_a_key_is_called_as_its_field(petite: Path, place: str, hint: str, said: str, door: str):
    told, way = advice_of(with_piece(petite, "registre", "Registre", PIECE)).advised(place, hint)
    assert (told, way.target if way else "") == (said, door)


LISTS = {
    "none": ("", "accepted_acronyms: [AB, CD EF]\n"),
    "flow": ("accepted_acronyms:  [ZZ]  # ceux du réseau\n", "accepted_acronyms:  [ZZ, AB, CD EF]  # ceux du réseau\n"),
    "block": ("accepted_acronyms:\n  - ZZ  # du réseau\n", "accepted_acronyms:\n  - ZZ  # du réseau\n  - AB\n  - CD EF\n"),
    "a number": ('accepted_acronyms: ["16"]\n', 'accepted_acronyms: ["16", AB, CD EF]\n'),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
def test_words_are_admitted_as_a_person_would_write_them(petite: Path, before: str, after: str, end: str):
    path = petite / "report.yml"
    whole = path.read_text("utf-8").replace("\n", end)
    path.write_bytes((whole + before.replace("\n", end)).encode())
    desk = Desk(petite)
    now = next(one.value for one in desk.form("settings:").fields if one.name == "accepted_acronyms")
    saved(desk, "settings:", {"accepted_acronyms": f"{now}\nAB\n\n CD EF \nAB"})
    assert path.read_bytes().decode() == whole + after.replace("\n", end)
    saved(desk, "settings:", {"accepted_acronyms": ""})
    assert path.read_bytes().decode().startswith(whole.rstrip())
    assert next(one.value for one in desk.form("settings:").fields if one.name == "accepted_acronyms") == ""
