"""The closed list of the verbs that say a trend, in the forms that a report uses.

Forms of the third person, participles and the first person plural, folded (no accents).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_FIRST = ("e", "ent", "ons", "a", "erent", "ait", "aient", "era", "eront", "ant", "er", "es", "ee", "ees")
_SECOND = ("it", "issent", "issons", "irent", "issait", "issaient", "ira", "iront", "issant", "ir", "i", "is", "ie", "ies")
_REDUIRE = ("t", "sent", "sons", "sit", "sirent", "sait", "saient", "ra", "ront", "sant", "re", "ts", "te", "tes")
_CROITRE = ("oit", "oissent", "oissons", "ut", "urent", "oissait", "oissaient", "oitra", "oitront", "oissant", "oitre",
            "u", "us", "ue", "ues")  # fmt: skip
_TENIR = ("ient", "iennent", "enons", "int", "inrent", "enait", "enaient", "iendra", "iendront", "enant", "enir", "enu",
          "enus", "enue", "enues")  # fmt: skip


def _conjugated(stems: Iterable[str], ends: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem + end for stem in stems for end in ends)


def _first(*stems: str) -> frozenset[str]:
    """Return the forms of verbs in -er; a final g keeps its e before a and o."""
    soft = {stem + "e" + end for stem in stems if stem.endswith("g") for end in ("ons", "a", "ait", "aient", "ant")}
    return _conjugated(stems, _FIRST) | soft


def _with_reflexive_past(forms: frozenset[str]) -> frozenset[str]:
    """Return forms with those of reflexive verbs in the past: « s'est érodé », « se sont tassées »."""
    own = {
        form: form.removeprefix("s'").removeprefix("se ")
        for form in forms
        if form.startswith(("s'", "se ")) and form.endswith(_PAST)
    }
    return forms | {f"s'est {past}" for past in own.values()} | {f"se sont {past}" for past in own.values()}


_PAST = ("e", "es", "ee", "ees", "i", "is", "ie", "ies", "u", "us", "ue", "ues")

UP = _with_reflexive_past(
    _first(
        "progress",
        "augment",
        "grimp",
        "s'envol",
        "explos",
        "s'amplifi",
        "remont",
        "s'allong",
        "s'etoff",
        "s'intensifi",
        "s'amelior",
        "se multipli",
        "se redress",
        "se renforc",
        "s'acceler",
        "se rallong",
        "se creus",
    )
    | _conjugated(("accr",), _CROITRE)
    | (_conjugated(("cr",), _CROITRE) - {"crut", "cru", "crus", "crue", "crues"})  # « croire »
    | {"gonfler"}  # « voit ses recettes gonfler »
    | _conjugated(("bond", "grand", "rebond", "s'elarg", "s'agrand", "s'alourd", "s'epaiss"), _SECOND)
)
DOWN = _with_reflexive_past(
    _first(
        "recul",
        "diminu",
        "chut",
        "regress",
        "s'effondr",
        "plong",
        "s'erod",
        "se contract",
        "degring",
        "s'etiol",
        "s'evapor",
        "se tass",
        "baiss",
        "s'essouffl",
        "s'amenuis",
        "se rarefi",
        "s'affaiss",
        "declin",
        "s'effrit",
        "reflu",
        "se repli",
        "se degrad",
        "se deterior",
        "s'alleg",
    )
    | _conjugated(("flech", "faibl", "ralent", "s'inflech", "s'amoindr", "se retrec", "se raccourc"), _SECOND)
    | _conjugated(("se redui", "s'est redui", "se sont redui"), _REDUIRE)
    | _conjugated(("decr",), _CROITRE)
    | {"fondre"}  # « a vu ses effectifs fondre »
)
STEADY = _with_reflexive_past(_first("stagn", "se stabilis", "plafonn") | _conjugated(("se maint",), _TENIR))
STRONG = _first("grimp", "s'envol", "explos", "chut", "s'effondr", "plong") | _conjugated(("bond",), _SECOND)
# « doubler » and its kin, by what they multiply by.
TIMES: Mapping[int, frozenset[str]] = {
    2: _first("doubl"), 3: _first("tripl"), 4: _first("quadrupl"), 5: _first("quintupl"), 10: _first("decupl"),
}  # fmt: skip
OVER = _first("depass", "surpass", "exced")
PREVAIL = _first("l'emport") | {"emporte"}  # « l'a emporté sur »
COVER = _first("compens", "couvr") | {"couvrir", "couvert", "couverts", "couverte", "couvertes"}
EQUAL = _first("equilibr", "egal")
NEAR = _first("avoisin", "frol", "approch")  # a number that isn't reached
DEVANCER = _first("devanc", "distanc", "supplant", "detron", "talonn") - {"distance", "distances", "distancer"}
HEAD = _first("domin", "predomin")
