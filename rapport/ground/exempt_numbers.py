"""Numbers that count nothing, as French prose writes them: dates, hours, what is numbered, addresses, norms."""

from __future__ import annotations

import re

from rapport.ground.counted_years import is_count
from rapport.ground.french import MONTHS
from rapport.ground.patterns import regex
from rapport.ground.references import REFERENCES, STREETS
from rapport.ground.what_counts import AND_MORE, COUNTING_NOTHING, NO_SUBJECT, NUMBERED, YEAR, S

# The endings of ordinals in digits, as people type them.
ORDINAL = r"(?:ers?|res?|[èe]res?|es?|i?[èe]?mes?|nde?s?)"
_RAISED = "[ᵃᵈᵉᵐⁿʳˢ]"  # the same, typed as the letters that Unicode raises

_MONTHS = "|".join(MONTHS)
_WEEK = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_DAYS = f"(?:(?:le|les|du|au){S})?{_WEEK}"
_DAY = r"\d{1,2}(?:er|ᵉʳ)?"
_OF_MONTH = r"(?:1er|1ᵉʳ|[12]\d|3[01]|0?[2-9])(?!\d)"  # « jeudi 1 personne » counts
_NEXT_DAY = rf"{S}?(?:[-–/,]|,?{S}?(?:et|ou|au|à|&)){S}?(?:(?:{_DAYS}|les?|du){S})?{_DAY}"  # 12, 13 et 14 mars; le 12 et le 13
_NUMBERED_THINGS = rf"(?=[ACPTacpt]){NUMBERED}(?:[Aa]xe|[Cc]hapitre|[Pp]ages?|pp?\.|[Aa]nnexe|[Tt]ome)"
_DEPARTMENT = r"(?:2[AB]|97\d|\d{2})(?![\d\w])"
# What follows in turn, and is numbered so: la semaine 12, the second of « nos 4 et 5 ».
_IN_TURN = (
    rf"(?=[B-GILMNPQSTVZb-gilmnpqstvzÉé]){NUMBERED}(?:[Ss]emaine|[Tt]rimestre|[Ss]emestre|[Pp]hase|[Éé]tape|[Ll]ot|[Tt]ableau|[Ss]alle|[Vv]ersion"
    r"|[Vv]olet|[Mm]odule|[Ss]ession|[Ll]igne|[Pp]romotion|[Mm]esure|[Bb]âtiment|[Cc]atégorie|[Éé]quipe|[Ee]ncadré|[Ff]iche|[Ff]igure"
    r"|[Gg]roupe|[Ii]llustration|[Nn]iveau|[Nn]uméro|[Qq]uestion|[Zz]one)[sx]?"
)
_ISSUES = (
    rf"\b[Nn](?:(?:°s|\^os\^){S}?\d{{1,4}}(?!\d){AND_MORE}*+"
    rf"|os{S}\d{{1,3}}(?:,{S}\d{{1,3}})*{S}(?:et|ou|à){S}\d{{1,3}}(?!\d))"
)
# The laws of Europe, and articles known by their numbers alone: a count has a decimal comma, and « le » stands before none.
_ACTS = (
    rf"\b(?:[Rr]èglement|[Dd]irective|[Dd]écision)s?{S}(?:(?:délégué|d['’]exécution){S})?"
    rf"(?:\(?(?:UE|CEE?|Euratom)\)?{S}(?:{YEAR}/\d{{1,4}}|\d{{1,4}}/{YEAR})|(?:n°{S}?)?\d{{1,4}}/\d{{1,4}}/(?:UE|CEE?|Euratom))\b(?!/)"
    rf"|\b(?:[Ll]e|[Dd]u|[Aa]u){S}\d{{2}}[.-]\d(?=\**(?:[.,;:!?…)»](?!\d)|{S}?[;:!?)»]|$"
    rf"|{S}(?:et|ou|est|a|ne|n['’]|qui|que|pour|par|dans|sans|avec|afin|car|mais)(?:\b|(?<=['’]))))"
)
_JOINED = rf"(?:\bet{S}l(?:[ea]{S}|['’]))"  # le lot 3 et le lot 4 ont changé
# What registers number: the agreements of branches, the goals of the United Nations, diplomas, activities.
_REGISTERED = (
    rf"\b(?:IDCC|ODD|RNCP|ICPE){S}\d{{1,5}}(?>{AND_MORE}++|{NO_SUBJECT}){COUNTING_NOTHING}"
    rf"|(?P<also>{_JOINED})?\b(?:[Aa]venant|[Rr]ecommandation|[Rr]ésolution|[Pp]rogramme){S}\d{{1,3}}(?!\d)"
    rf"(?(also)|{NO_SUBJECT}){COUNTING_NOTHING}"
    rf"|\b[Cc]ode{S}(?:APE|NAF|ROME|UAI){S}\d[\d.]*[A-Z]?\b{COUNTING_NOTHING}"
)
# The releases of programs; the hours of the law, unless what they are given to follows: « la semaine de 35 heures de bénévolat ».
_RELEASES = (
    r"\b(?:Windows|Office|macOS|iOS|iPadOS|Android|Ubuntu|Debian|Excel|PowerPoint|Acrobat|InDesign|LibreOffice|WordPress|Drupal|Joomla"
    rf"|Python|HTML|CSS){S}\d{{1,2}}(?:\.\d{{1,2}})*+(?!\d){NO_SUBJECT}{COUNTING_NOTHING}"
)
_WORKING_TIME = (
    rf"\b[Ll]a{S}semaine{S}de{S}\d{{1,2}}{S}heures\b(?!['’-]|{S}(?:de|d['’]|par|en)\b){COUNTING_NOTHING}"
    rf"|\b(?:[Ll]es|[Aa]ux|[Dd]es){S}35{S}heures(?=\**(?:[.,;:!?…)»]|{S}[;:!?»]|$))"
)
_TITLES = (  # ### 1. Agir, ### 2.3 Former
    rf"^#{{1,6}}{S}+(?:\d{{1,2}}(?:\.\d{{1,2}})*+[.)/](?={S})|\d{{1,2}}(?:\.\d{{1,2}})++(?={S}(?!Milli)[A-ZÀ-Ý][a-zà-ÿ]))"
)
_TURNS = (
    rf"(?P<joined>{_JOINED})?\b(?:{_IN_TURN}){S}\d{{1,2}}(?:\.\d{{1,2}})*+(?!\d)"
    rf"(?>{AND_MORE}++|(?(joined)|{NO_SUBJECT})){COUNTING_NOTHING}|{_ISSUES}{COUNTING_NOTHING}"
)
# Days that a sentence adds to a date, whose month it doesn't say again.
_MORE_DAYS = rf"(?:(?:le|du|au){S}(?:{_WEEK}{S})?|{_WEEK}{S}|les{S}{_DAY}{S}(?:et|ou|au){S})"
_ELSEWHERE = (  # le 12 mars à Lyon et le 13 à Paris
    rf"(?:[^.;:!?\d\n|]{{1,60}}?(?:,|\bet|\bpuis){S}le{S}(?:{_WEEK}{S})?{_OF_MONTH}(?![\d/]|{S}?h\b){COUNTING_NOTHING}{NO_SUBJECT})"
)
_SAME_MONTH = rf"(?:(?:,|,?{S}(?:et|ou|puis|ou{S}bien))?{S}{_MORE_DAYS}{_OF_MONTH}(?![\d/]|{S}?h\b){COUNTING_NOTHING})"
# Days of a month that the text says elsewhere: « le 13 à Paris », « du 12 au 14 ». Nothing is counted after « le ».
_LONE_DAYS = (
    rf"\b(?:[Ll]e{S}|[Dd]u{S}{_OF_MONTH}{S}au{S}){_OF_MONTH}(?![\w/-]|{S}?h\b|{S}(?:de{S}(?!ce{S}mois|chaque{S}mois)|d['’]))"
    rf"{COUNTING_NOTHING}{NO_SUBJECT}"
)

# The exemptions, each one a case of the guide's table « Ce qu'il ne faut pas lier ».
_EXEMPT = regex(
    "|".join(
        (
            # dates; mardi 12, les jeudis 4 et 11
            rf"(?<!\d){_DAY}(?:{_NEXT_DAY}){{0,8}}(?:{S}|-)(?i:{_MONTHS})(?:{S}{YEAR})?\b(?:{_SAME_MONTH}|{_ELSEWHERE})*+",
            rf"\b{_WEEK}{S}{_OF_MONTH}(?![,.]\d)(?>(?:{_NEXT_DAY}(?!\d))++|{NO_SUBJECT}){COUNTING_NOTHING}",
            _LONE_DAYS,
            rf"\bannées{S}\d0\b",  # les années 90
            # a day, its month and its year in figures
            rf"(?<!\d)(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}-\d{{1,2}}-{YEAR}|{YEAR}-[01]\d-[0-3]\d)\b",
            rf"\b(?P<year>{YEAR})(?:[-–/]{YEAR}|[-–/]\d\d)?\b(?!{S}?(?:%|€|k€|M€|{S}\d{{3}}\b))",  # years
            # always open: 24 h/24, 7 j/7
            rf"(?<![\d,.])(?:24{S}?h(?:eures)?{S}?(?:/|sur){S}?24(?:{S}?h)?|7{S}?j(?:ours)?{S}?(?:/|sur){S}?7|24/7)\b",
            rf"(?<!\d)\d{{1,2}}{S}?h(?:{S}?\d{{2}})?\b|(?<![\d:,.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])",  # hours
            rf"(?<![\d,.])\d{{1,2}}(?:{S}(?:et|à|ou){S}\d{{1,2}})?{S}heures?{S}(?:du{S}(?:matin|soir)|de{S}l['’]après-midi)\b",
            # axe 1, pages 3 à 5
            rf"\b{_NUMBERED_THINGS}{S}\d{{1,3}}(?:(?:{S}?[-–/,]|{S}(?:et|ou|à)){S}?\d{{1,3}})*(?!\d|{S}?(?:%|[kM]?€))",
            _TURNS,
            _ACTS,
            _REGISTERED,
            _RELEASES,
            _WORKING_TIME,
            _TITLES,
            REFERENCES,
            # what registers, banks and post offices number
            rf"\b(?:SIREN|SIRET|RNA|Cerfa|CERFA|BP|CS|TSA)(?:{S}n°)?{S}\d[\d \u00a0\u202f*/]*",
            rf"\bISBN(?:-1[03])?{S}?:?{S}?(?:97[89][- \u00a0\u202f]?)?(?:\d[- \u00a0\u202f]?){{9}}[\dX]\b",
            rf"\bISSN{S}?:?{S}?\d{{4}}-\d{{3}}[\dX]\b",
            rf"\bFR{S}?\d{{2}}(?:(?:{S}?\d{{4}}){{5}}{S}?\d{{3}}|(?:{S}?\d{{3}}){{3}})\b",
            rf"\b(?:C[Ee][Dd][Ee][Xx]|cedex){S}\d{{1,2}}(?!\d)",
            r"(?<![\d,.])2de?s?\b(?!['’])",  # second, as typography has « 2nd »
            rf"(?<!\d)\d+(?:\^(?:ers?|res?|es?|n?de?s?)\^|{ORDINAL}\b|{_RAISED}+(?!\w))",  # ordinals
            rf"(?:\b[nN][°º]s?|№){S}*\d[\d./-]*|§{S}?\d{{1,3}}\b",  # n° 12, § 5
            rf"\b(?:[Aa]rt(?:icles?|\.)|[Ll]oi|[Dd]écret|[Aa]linéa){S}+(?:n°{S}*)?[LRD]?\.?{S}?\d[\d.-]*",  # articles, laws
            r"\b[LRD]\.?[ \u00a0]?\d{1,4}(?:-\d+)+",  # L1251-49
            rf"\b(?:ISO|NF|EN|DIN|RFC|AFNOR)(?:{S}[A-Z]{{1,12}}){{0,3}}{S}\d[\d-]*",  # norms
            r"\((?:\d{2}|2[AB]|97\d)\)",  # departments
            rf"\b[Dd]épartements?{S}{_DEPARTMENT}(?:(?:,{S}?|{S}(?:et|ou){S}){_DEPARTMENT})*",
            r"(?<!\d)\d{5}[ \u00a0](?=[A-ZÀ-Ý][\w-])",  # postcodes
            rf"(?<![\d,.])(?<!\d[ \u00a0\u202f])\d{{1,4}}(?:{S}?(?:bis|ter))?,?{S}(?:{STREETS})",
            rf"\b(?:Covid|COVID)-19\b|\bCOP{S}?\d{{1,2}}\b",
            r"\b[A-Za-zÀ-ÿ](?=[^\W\d]*\d)\w*(?:-\w+)*|\b(?:[23]D|[2-6]G)\b",  # words that hold a digit: FG2I, CO2, 3D
        )
    ),
    re.MULTILINE,
)


def without_exempt(line: str) -> str:
    """Return a line with what counts nothing blanked out, offsets unchanged."""
    return _EXEMPT.sub(_blanked, line)


def _blanked(found: re.Match[str]) -> str:
    return found[0] if found["year"] and is_count(found.string, found.start(), found.end()) else " " * len(found[0])
