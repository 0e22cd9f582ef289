"""Numbers that count nothing, as French prose writes them: dates, hours, what is numbered, addresses, norms."""

from __future__ import annotations

import re

from rapport.ground import french

# The endings of ordinals in digits, as people type them.
ORDINAL = r"(?:ers?|res?|[èe]res?|es?|i?[èe]?mes?|nde?s?)"

_S = r"[ \u00a0\u202f\u2009]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_WEEK = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_DAYS = f"(?:(?:le|les|du|au){_S})?{_WEEK}"
_DAY = r"\d{1,2}(?:er)?"
_OF_MONTH = r"(?:1er|[12]\d|3[01]|0?[2-9])(?!\d)"  # « jeudi 1 personne » counts
_NEXT_DAY = (
    rf"{_S}?(?:[-–/,]|,?{_S}?(?:et|ou|au|à|&)){_S}?(?:(?:{_DAYS}|les?|du){_S})?{_DAY}"  # 12, 13 et 14 mars; le 12 et le 13
)
_YEAR = r"(?:1[89]|20|21)\d\d"
_STREETS = "rue|avenue|boulevard|allée|chemin|impasse|quai|square"
# What is numbered, never counted, when its number follows it; « cet axe 12 actions » and « au second semestre 12 élus » count.
_POINTED = "cet cette ce chaque par une un premier première second seconde deuxième troisième quatrième dernier dernière"
_NUMBERED = "".join(f"(?<!{word} )" for word in _POINTED.split())
_NUMBERED_THINGS = rf"(?=[ACPTacpt]){_NUMBERED}(?:[Aa]xe|[Cc]hapitre|[Pp]ages?|pp?\.|[Aa]nnexe|[Tt]ome)"
_DEPARTMENT = r"(?:2[AB]|97\d|\d{2})(?![\d\w])"
# Nothing that is counted follows: a noun (« bénévoles », « nouveaux »), an acronym, a unit. Other words go on with the sentence.
_GOING_ON = (
    rf"nous|vous|ils|elles|les|nos|vos|ses|leurs|ces|aux|des(?!{_S}\d)|dans|sans|sous|après|dès|puis|mais|plus|alors|lors|chez|vers"
    "|depuis|toujours|pas|très"
)
_UNITS = r"[ckm]?[glmL]|k?m[²³23]|ha|t|[kMGT]Wh|milli(?:on|ard)"  # those that don't end as the nouns do
_COUNTED = rf"(?!(?:{_GOING_ON})\b)(?:[^\W\d_]|[·•])+[sxz]\b|[A-Z]{{2,}}\b|(?:{_UNITS})\b(?!['’])|d['’]entre\b"
_COUNTING_NOTHING = rf"(?!\d|[,.]\d|{_S}(?:\d{{3}}\b|sur{_S}\d)|{_S}?(?:%|[kM]?€)|[{french.SPACES}*_\[]+(?:{_COUNTED}))"
# Nor does a verb in the plural, whose subject it would be: « la semaine 12 ont répondu ».
_NO_SUBJECT = (
    rf"(?!{_S}(?:se{_S}|s['’])\w+nt\b|{_S}(?:(?:ne|y|en){_S}|n['’])?(?:\w*ont|(?!souvent\b|\w*[vt]ient\b)\w+[^m\W]ent)\b)"
)
# Four digits are a count, no year, before a measure, and before what is counted behind a word that only a count follows.
_MEASURES = (
    rf"(?:heure|jour|journée|minute|euro|kilo|kilogramme|tonne|litre|mètre|kilomètre|hectare|an|personne)s\b"
    rf"|(?:{_UNITS})\b(?!['’])"
)
_COUNTING = (
    *("les", "nos", "vos", "ses", "leurs", "ces", "aux", "quelque", "environ", "compte", "comptent", "soit", "avec"),
    *(f"{word}{_S}de" for word in ("plus", "moins", "près")),
    f"au{_S}moins",
)
_BEHIND_A_NOUN = "".join(rf"(?<!\b(?i:{words}){_S}{mark})" for words in _COUNTING for mark in ("", r"\*", r"\*\*"))
_MARKED = rf"[{french.SPACES}*_\[]+"
_NO_COUNT = rf"(?!{_YEAR}{_MARKED}(?:{_MEASURES}))(?:(?!{_YEAR}{_MARKED}(?:{_COUNTED}))|{_BEHIND_A_NOUN})"
_AND_MORE = rf"(?:(?:{_S}?[-–/]{_S}?|,{_S}|{_S}(?:et|ou|à){_S})\d{{1,3}}(?!\d))"
# What follows in turn, and is numbered so: la semaine 12, the second of « nos 4 et 5 ».
_IN_TURN = (
    rf"(?=[B-GILMNPQSTVZb-gilmnpqstvzÉé]){_NUMBERED}(?:[Ss]emaine|[Tt]rimestre|[Ss]emestre|[Pp]hase|[Éé]tape|[Ll]ot|[Tt]ableau|[Ss]alle|[Vv]ersion"
    r"|[Vv]olet|[Mm]odule|[Ss]ession|[Ll]igne|[Pp]romotion|[Mm]esure|[Bb]âtiment|[Cc]atégorie|[Éé]quipe|[Ee]ncadré|[Ff]iche|[Ff]igure"
    r"|[Gg]roupe|[Ii]llustration|[Nn]iveau|[Nn]uméro|[Qq]uestion|[Zz]one)[sx]?"
)
_ISSUES = (
    rf"\b[Nn](?:(?:°s|\^os\^){_S}?\d{{1,4}}(?!\d){_AND_MORE}*+"
    rf"|os{_S}\d{{1,3}}(?:,{_S}\d{{1,3}})*{_S}(?:et|ou|à){_S}\d{{1,3}}(?!\d))"
)
# The laws of Europe, and articles known by their numbers alone: a count has a decimal comma, and « le » stands before none.
_ACTS = (
    rf"\b(?:[Rr]èglement|[Dd]irective|[Dd]écision)s?{_S}(?:(?:délégué|d['’]exécution){_S})?"
    rf"(?:\(?(?:UE|CEE?|Euratom)\)?{_S}(?:{_YEAR}/\d{{1,4}}|\d{{1,4}}/{_YEAR})|(?:n°{_S}?)?\d{{1,4}}/\d{{1,4}}/(?:UE|CEE?|Euratom))\b(?!/)"
    rf"|\b(?:[Ll]e|[Dd]u|[Aa]u){_S}\d{{2}}[.-]\d(?=\**(?:[.,;:!?…)»](?!\d)|{_S}?[;:!?)»]|$"
    rf"|{_S}(?:et|ou|est|a|ne|n['’]|qui|que|pour|par|dans|sans|avec|afin|car|mais)(?:\b|(?<=['’]))))"
)
_JOINED = rf"(?:\bet{_S}l(?:[ea]{_S}|['’]))"  # le lot 3 et le lot 4 ont changé
# What registers number: the agreements of branches, the goals of the United Nations, diplomas, activities.
_REGISTERED = (
    rf"\b(?:IDCC|ODD|RNCP|ICPE){_S}\d{{1,5}}(?>{_AND_MORE}++|{_NO_SUBJECT}){_COUNTING_NOTHING}"
    rf"|(?P<also>{_JOINED})?\b(?:[Aa]venant|[Rr]ecommandation|[Rr]ésolution|[Pp]rogramme){_S}\d{{1,3}}(?!\d)"
    rf"(?(also)|{_NO_SUBJECT}){_COUNTING_NOTHING}"
    rf"|\b[Cc]ode{_S}(?:APE|NAF|ROME|UAI){_S}\d[\d.]*[A-Z]?\b{_COUNTING_NOTHING}"
)
_TITLES = (  # ### 1. Agir, ### 2.3 Former
    rf"^#{{1,6}}{_S}+(?:\d{{1,2}}(?:\.\d{{1,2}})*+[.)/](?={_S})|\d{{1,2}}(?:\.\d{{1,2}})++(?={_S}(?!Milli)[A-ZÀ-Ý][a-zà-ÿ]))"
)
_TURNS = (
    rf"(?P<joined>{_JOINED})?\b(?:{_IN_TURN}){_S}\d{{1,2}}(?:\.\d{{1,2}})*+(?!\d)"
    rf"(?>{_AND_MORE}++|(?(joined)|{_NO_SUBJECT})){_COUNTING_NOTHING}|{_ISSUES}{_COUNTING_NOTHING}"
)
# Days that a sentence adds to a date, whose month it doesn't say again.
_MORE_DAYS = rf"(?:(?:le|du|au){_S}(?:{_WEEK}{_S})?|{_WEEK}{_S}|les{_S}{_DAY}{_S}(?:et|ou|au){_S})"
_ELSEWHERE = (  # le 12 mars à Lyon et le 13 à Paris
    rf"(?:[^.;:!?\d\n|]{{1,60}}?(?:,|\bet|\bpuis){_S}le{_S}(?:{_WEEK}{_S})?{_OF_MONTH}(?![\d/]|{_S}?h\b){_COUNTING_NOTHING}{_NO_SUBJECT})"
)
_SAME_MONTH = rf"(?:(?:,|,?{_S}(?:et|ou|puis|ou{_S}bien))?{_S}{_MORE_DAYS}{_OF_MONTH}(?![\d/]|{_S}?h\b){_COUNTING_NOTHING})"

# The exemptions, each one a case of the guide's table « Ce qu'il ne faut pas lier ».
EXEMPT = re.compile(
    "|".join(
        (
            # dates; mardi 12, les jeudis 4 et 11
            rf"(?<!\d){_DAY}(?:{_NEXT_DAY}){{0,8}}(?:{_S}|-)(?i:{_MONTHS})(?:{_S}{_YEAR})?\b(?:{_SAME_MONTH}|{_ELSEWHERE})*+",
            rf"\b{_WEEK}{_S}{_OF_MONTH}(?![,.]\d)(?>(?:{_NEXT_DAY}(?!\d))++|{_NO_SUBJECT}){_COUNTING_NOTHING}",
            rf"\bannées{_S}\d0\b",  # les années 90
            # a day, its month and its year in figures
            rf"(?<!\d)(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}-\d{{1,2}}-{_YEAR}|{_YEAR}-[01]\d-[0-3]\d)\b",
            rf"\b{_NO_COUNT}{_YEAR}(?:[-–/]{_YEAR}|[-–/]\d\d)?\b(?!{_S}?(?:%|€|k€|M€|{_S}\d{{3}}\b))",  # years
            # always open: 24 h/24, 7 j/7
            rf"(?<![\d,.])(?:24{_S}?h(?:eures)?{_S}?(?:/|sur){_S}?24(?:{_S}?h)?|7{_S}?j(?:ours)?{_S}?(?:/|sur){_S}?7|24/7)\b",
            rf"(?<!\d)\d{{1,2}}{_S}?h(?:{_S}?\d{{2}})?\b|(?<![\d:,.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])",  # hours
            # axe 1, pages 3 à 5
            rf"\b{_NUMBERED_THINGS}{_S}\d{{1,3}}(?:(?:{_S}?[-–/,]|{_S}(?:et|ou|à)){_S}?\d{{1,3}})*(?!\d|{_S}?(?:%|[kM]?€))",
            _TURNS,
            _ACTS,
            _REGISTERED,
            _TITLES,
            # what registers and post offices number
            rf"\b(?:SIREN|SIRET|RNA|Cerfa|CERFA|BP|CS|TSA)(?:{_S}n°)?{_S}\d[\d \u00a0\u202f*/]*",
            rf"(?<!\d)\d+(?:\^(?:ers?|res?|es?|nde?s?|ds?)\^|{ORDINAL}\b)",  # ordinals
            rf"\b[nN]°s?{_S}*\d[\d./-]*|§{_S}?\d{{1,3}}\b",  # n° 12, § 5
            rf"\b(?:[Aa]rt(?:icles?|\.)|[Ll]oi|[Dd]écret|[Aa]linéa){_S}+(?:n°{_S}*)?[LRD]?\.?{_S}?\d[\d.-]*",  # articles, laws
            r"\b[LRD]\.?[ \u00a0]?\d{1,4}(?:-\d+)+",  # L1251-49
            rf"\b(?:ISO|NF|EN|DIN|RFC|AFNOR)(?:{_S}[A-Z]{{1,12}}){{0,3}}{_S}\d[\d-]*",  # norms
            r"\((?:\d{2}|2[AB]|97\d)\)",  # departments
            rf"\b[Dd]épartements?{_S}{_DEPARTMENT}(?:(?:,{_S}?|{_S}(?:et|ou){_S}){_DEPARTMENT})*",
            r"(?<!\d)\d{5}[ \u00a0](?=[A-ZÀ-Ý][\w-])",  # postcodes
            rf"(?<![\d,.])(?<!\d[ \u00a0\u202f])\d{{1,4}}(?:{_S}?(?:bis|ter))?,?{_S}(?:{_STREETS})\b",
            rf"\b(?:Covid|COVID)-19\b|\bCOP{_S}?\d{{1,2}}\b",
            r"\b[A-Za-zÀ-ÿ](?=[^\W\d]*\d)\w*(?:-\w+)*|\b(?:[23]D|[2-6]G)\b",  # words that hold a digit: FG2I, CO2, 3D
        )
    ),
    re.MULTILINE,
)
