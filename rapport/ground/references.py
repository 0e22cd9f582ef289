"""What is named by a noun and its number, and counted by none: « le bus 27 », « la RN 7 », « bac +2 », « le 93 ».

A reference is a noun followed by its number; a count is a number followed by what is counted.
"""

from __future__ import annotations

from rapport.ground.what_counts import AND_MORE, COUNTING_NOTHING, NO_SUBJECT, NUMBERED, S


def _either(words: str) -> str:
    """Return a pattern of some words, each with or without a capital, in the singular or the plural."""
    return "|".join(rf"[{word[0]}{word[0].upper()}]{word[1:]}" for word in words.split())


_OF_ONE = rf"(?:\b(?:[Ll][ae]|[Dd]u|[Aa]u){S}|\b[Ll]['’])"
_OF_SOME = rf"\b(?:[Ll]es|[Dd]es|[Aa]ux|[Nn]os|[Vv]os|[Cc]es){S}"
# Behind these a noun is no verb: « il en porte 12 » counts, « la porte 12 » is one.
_DETERMINED = rf"(?:{_OF_ONE}|\b(?:[Dd]e|et|ou|puis){S}|^[\s*_>|•-]*|[(,;:–—«\[][\s*_]*)"
# By bus, by train: « en bus 12, en train 30 » counts people.
_NO_MEANS = rf"(?<!\b[Ee]n{S})(?<!\b[Pp]ar{S})"
_WAYS = _either(
    "bus autobus tram tramway métro train vol navette route autoroute nationale départementale quai voie chambre escalier hangar"
    " salle appartement stand parcelle canal paragraphe circulaire convention délibération formulaire"
)
_THINGS = _either(
    "porte point section sous-section rubrique case dossier clause partie titre livre cahier planche diapositive"
    " vignette photo image schéma graphique carte document pièce colonne onglet critère indicateur action"
    " orientation priorité piste proposition engagement levier défi option scénario hypothèse variante cas exemple"
    " principe règle thème séquence séance bloc acte épisode saison tranche vague cohorte manche édition échelon"
    " type objectif dossard maillot"
)
_SHORTENED = r"(?:[Cc]hap|[Ff]ig|[Vv]ol|[Tt]abl?|[Rr]éf|[Aa]rt)\."
_ROADS = rf"(?:RN|RD|GRP?|RER|TER|TGV|EV)|(?<=\b[Ll]a{S})[DMNV]|(?<=\b[Ll]['’])[AE]"
_TWIN = rf"(?:{S}?(?:bis|ter|quater)\b)?"
_NAMED = (
    rf"(?P<second>\bet{S}l(?:[ea]{S}|['’]))?{_NO_MEANS}{NUMBERED}\b"
    rf"(?:(?:{_WAYS}|{_ROADS}){S}\d{{1,4}}|(?:{_WAYS})s{S}\d{{1,4}}(?={AND_MORE})|(?:{_SHORTENED}){S}?\d{{1,4}}"
    rf"|[Bb]ureau{S}\d{{3}}|[Cc]odes?{S}posta(?:l|ux){S}\d{{5}})(?!\d)"
    rf"(?>{AND_MORE}++|{_TWIN}(?(second)|{NO_SUBJECT})){COUNTING_NOTHING}"
)
_DETERMINED_THINGS = (
    rf"(?:{_DETERMINED}(?:{_THINGS})|{_OF_SOME}(?:{_THINGS})[sx]?){S}\d{{1,2}}(?:\.\d{{1,2}})*+(?!\d)"
    rf"(?>{AND_MORE}++|{_TWIN}{NO_SUBJECT}){COUNTING_NOTHING}"
)
_DEGREES = rf"\b[Bb]ac{S}?[+-]{S}?[1-9](?!\d|[.,]\d|{S}?%|{S}(?:points?|ans)\b)"
# A count takes « les »: « le 93 » is one thing, a department, where it is no day of a month.
_NO_DAY = r"(?:3[2-9]|[4-8]\d|9[0-5]|2[AB]|97[1-8])(?!\w)"
_DEPARTMENT = rf"(?:{_NO_DAY}|(?:0[1-9]|[12]\d|3[01])(?!\w))"
_SPOKEN = (
    rf"(?:\b[Dd]ans{S}le{S}{_DEPARTMENT}|(?<!\bet{S})(?<!,{S})(?<!\bpuis{S})\b(?:[Ll]e|[Dd]u){S}{_NO_DAY})"
    rf"(?:(?:,{S}|{S}(?:et|ou){S}){_OF_ONE}{_DEPARTMENT})*{NO_SUBJECT}{COUNTING_NOTHING}(?!{S}de{S}moyenne|{S}à{S}\d|{S}?[-–/]\d)"
)
# « 4 place du Marché »: what is counted would be in the plural, and has no name.
_NAME = rf"(?:(?:de{S}la{S}|de{S}l['’]|d(?:e|u|es){S}|d['’]|l(?:a|es?){S}|l['’])?(?:[A-ZÀ-Ý][a-zà-ÿ]|\d))"
STREETS = (
    rf"(?:rue|avenue|boulevard|allée|chemin|impasse|quai|square)\b|(?:[Cc]ours|[Vv]illa){S}[A-ZÀ-Ý][a-zà-ÿ]"
    r"|(?:[Pp]lace|[Rr]oute|[Ff]aubourg|[Pp]assage|[Rr]ésidence|[Ss]entier|[Ee]splanade|[Pp]romenade|[Mm]ontée|[Tt]raverse|[Cc]ité|[Cc]our"
    rf"|[Mm]ail|[Pp]arvis|[Ll]otissement|[Hh]ameau|(?:[Bb]l?v?d|[Aa]v|[Pp]l|[Ii]mp|[Cc]he?m|[Ff]b?g)\.?){S}{_NAME}"
)
REFERENCES = f"{_NAMED}|{_DETERMINED_THINGS}|{_DEGREES}|{_SPOKEN}"
