"""Where each rule lives: the codes of the rules by module. A rule is imported when it is tried: most of them stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import TypeVar

SOURCES: Mapping[str, str] = {  # on the sources of an edition
    "anchors": "LNK01 LNK12",
    "assertions": "RUL01 RUL02",
    "braces": "TXT24",
    "brand": "BRA01",
    "call_places": "TXT16",
    "cards": "CAR01 CAR02 CAR03 CAR04",
    "charts": "CHA01 CHA02 CHA03 CHA04 CHA05 CHA06 CHA09",
    "claims": "AFF01 AFF02",
    "corrections": "COR01",
    "drawings": "LNK10",
    "edition": "EDI03 EDI12 EDI04 EDI06 EDI07 EDI08 EDI09 EDI13 EDI10",
    "faint_marks": "CHA10",
    "factsheets": "FIC01 FIC02",
    "fonts": "BRA02",
    "framing": "LNK13",
    "glance": "TXT23",
    "headings": "TXT07 TXT09 TXT22",
    "crowded": "VAR03",
    "indicator_bounds": "IND08 IND13 IND09 IND10 IND12",
    "indicators": "IND01 IND02 IND03 IND04 IND05 IND07",
    "last_year": "ANN01 ANN03 ANN05 ANN06",
    "last_year_jumps": "ANN02",
    "last_year_shown": "ANN07",
    "lexicon": "LEX01 LEX02 LEX05 LEX03 LEX04",
    "links": "LNK02 LNK11 LNK09 LNK03 LNK16",
    "list_lines": "TXT26",
    "maps": "CHA08",
    "markup": "TXT14 TXT17",
    "named_addresses": "LNK17",
    "notes": "TXT15",
    "people": "PER01 PER02 PER03 PER04 PER07",
    "photographs": "LNK14 LNK15 TXT21",
    "pieces": "PIE01 PIE02 PIE03 PIE07 PIE08 PIE09 PIE10 PIE11",
    "privacy": "PER05 PER06",
    "produced_names": "EDI14",
    "redefined": "ANN04",
    "quotation_marks": "TXT25",
    "reserved": "TXT20",
    "said_years": "AFF04 AFF05",
    "signoff": "SIG01 SIG02 SIG03 SIG04",
    "sizes": "TAB07 TAB10 CHA07",
    "slides": "VAR13 VAR14",
    "sourcing": "IND06 IND14",
    "surveys": "ENQ01 ENQ02 ENQ03 ENQ04 ENQ05 ENQ06 ENQ07 ENQ08 ENQ09 ENQ10",
    "tables": "TAB01 TAB02 TAB03 TAB04 TAB05 TAB06 TAB08 TAB09",
    "text": "TXT01 TXT02 TXT03 TXT04 TXT05 TXT06 TXT08 TXT10 TXT11",
    "text_glyphs": "PAG05 PAG08",
    "text_labels": "TXT18",
    "text_numbers": "TXT12 TXT13",
    "translated": "VAR09 VAR10 VAR11 VAR12",
    "unproved_claims": "AFF03",
    "variants": "VAR01 VAR02",
}
OUTPUTS: Mapping[str, str] = {  # on finished files
    "outputs.data": "OUT09",
    "outputs.drawn": "OUT13",
    "outputs.fragments": "VAR16",
    "outputs.pages": "PAG01 PAG02 PAG10 PAG03 PAG04 PAG07 PAG06 PAG11",
    "outputs.parity": "OUT01 OUT03 OUT04 OUT05 OUT06 OUT08 OUT02 OUT07",
    "outputs.seen": "OUT11 OUT12 PAG09 DOC03",
    "outputs.slides": "VAR08 VAR15",
    "outputs.standards": "OUT10",
    "outputs.variants": "VAR04 VAR05 VAR06 VAR07",
    "outputs.word": "DOC01 DOC02",
}
OTHERS: Mapping[str, str] = {  # on texts read as prose, on outside pages, on what is released
    "language.rules": "LAN01 LAN02 LAN03 LAN04",
    "online.rules": "LNK04 LNK05 LNK06 LNK07 LNK08",
    "signoff": "SIG05 SIG06 SIG07 SIG08 SIG09",
}


def imported(home: str) -> None:
    """Import the module of some rules, which registers them; raises ImportError."""
    import_module(home)


def homes_of(*tables: Mapping[str, str]) -> dict[str, str]:
    """Return the name of the module of each code of some tables."""
    return {code: f"{__package__}.{module}" for table in tables for module, codes in table.items() for code in codes.split()}


CODES = frozenset(homes_of(SOURCES, OUTPUTS, OTHERS))
DOUBTS = frozenset({"PIE12"})  # told by `tie` as it reads, of no rule; the author who has looked accepts them

T = TypeVar("T")


class Rules(MutableMapping[str, T]):
    """Rules by code, in order: those that have a home are imported when they are asked for."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = dict(homes)
        self._imported: dict[str, T] = {}

    def __getitem__(self, code: str) -> T:
        """Return a rule."""
        if code in self._homes and code not in self._imported:
            imported(self._homes[code])
        return self._imported[code]

    def __setitem__(self, code: str, rule: T) -> None:
        """Put a rule under a code."""
        self._imported[code] = rule

    def __delitem__(self, code: str) -> None:
        """Take a rule away."""
        self[code]
        self._homes.pop(code, None)
        del self._imported[code]

    def is_imported(self, code: str) -> bool:
        """Tell whether a rule is there already."""
        return code in self._imported

    def __contains__(self, code: object) -> bool:
        """Tell whether there is a rule of a code."""
        return code in self._homes or code in self._imported

    def __iter__(self) -> Iterator[str]:
        return iter({**self._homes, **self._imported})

    def __len__(self) -> int:
        return len({**self._homes, **self._imported})
