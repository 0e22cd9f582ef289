"""Signs that mean nothing where they stand in prose, each with what to write instead."""

from __future__ import annotations

import re

from rapport.ground.patterns import regex
from rapport.rules.marks_typed import FUNCTIONS, GUILLEMETS, TAG, LeftSign, mark

_BLOCKS = "key-numbers|cards|callout|summary|columns|steps|dates|definition|statement|small"
_ALONE = r"[^\W\d_](?:[^*_\n]*[^\s*_])?"  # words, a space on either side
_BULLETS = (  # of two lines: Word's, its fonts of signs lost; two lines apart that a dash opens are what two people say
    r"^[ \t]*(?:([oØ§ü→])[ \t]+\S[^\n]*(?=\n(?:[ \t]*\n)?[ \t]*\1[ \t]+\S)|([–—])[ \t]+\S[^\n]*(?=\n[ \t]*\2[ \t]+\S))"
)
_ADDRESS = r"(?:https?://|mailto:|tel:|www\.|\#|assets/)"

_SETTINGS = "width|height|crop|focus|place|tone|credit|brief|who|role|because|of|in|style|class"

_STARS = (
    "Les étoiles se collent au mot, des deux côtés : **gras**. Une note s'appelle par ^[Une note.] ; une étoile, c'est « \\* »."
)

_PICTURE = "Une image s'écrit ![Ce que l'on y voit](assets/photo.jpg)."
_ASIDE = "Une remarque pour soi ne se cache pas dans le texte : elle y paraîtrait. Retirez-la."

# Looked for where links still are.
LINKS = (
    mark(
        "]", rf"!?\[[^\[\]\n]+\][ \t\u00a0\u202f]+\({_ADDRESS}[^()\n]*\)", "Collez la parenthèse au crochet : [texte](https://…)."
    ),
    mark(")[", rf"\([^()\n]+\)\[{_ADDRESS}[^\[\]\n]*\]", "Les crochets vont au texte : [texte](https://…)."),
    mark("](", rf"\]\({_ADDRESS}[^()\s]*(?=\s|\Z)(?!\s+[\"'(]|[^()\n]*\))", "Fermez la parenthèse du lien : [texte](https://…)."),
    mark(  # nothing closes it in its line, nor in the next one, where a title may stand
        "](",
        rf"!?\[[^\[\]\n]*\]\((?!{_ADDRESS})(?=[^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+$(?!\n[ \t]*(?:[\"'(]|[^\s()]*\))))",
        "Fermez la parenthèse du lien : [texte](https://…).",
    ),
    mark("][", rf"\[[^\[\]\n]*\]\[{_ADDRESS}[^\[\]\n]*\]", "L'adresse va entre parenthèses : [texte](https://…)."),
    mark("[", r"(?<![\]\\!])(?<![-*+] )\[[ \t]*\](?=[ \t\[.,;:)]|$)", "Ces crochets sont vides : écrivez un texte entre eux."),
    mark(  # the note of two levels of brackets, at most, goes on to the end of its paragraph
        "^[",
        r"(?<!\\)\^\[(?!(?:[^\[\]\n]|\n(?!\s*\n)|\[(?:[^\[\]\n]|\[[^\[\]\n]*+\]){0,400}+\])*+\])",
        "Fermez le crochet de cette note : ^[Une note.].",
    ),
    mark("[^", r"(?<!\\)\[\^[^\[\]\n]*(?=$|\[)", "Fermez le crochet de cette note : [^1]."),
    mark("[!", r"\[!(?i:note|tip|important|warning|caution|danger|info)\]", "Un encadré s'écrit « ::: callout »."),
    mark("!!! ???", r"^(?:!!!|\?\?\?)\+?[ \t]+[^\W\d_][^\n]*", "Un encadré s'écrit « ::: callout »."),
    mark("[", r"^\[{1,2}(?i:toc|sommaire)\]{1,2}[ \t]*$", "Le sommaire se fait de lui-même : retirez cette ligne."),
    mark("]http", r"(?<!\])\[[^\[\]\n]+\]https?://[^\s()]+", "L'adresse va entre parenthèses : [texte](https://…)."),
    mark("![[", r"!\[\[[^\[\]\n]+\]\]", _PICTURE),
    mark(
        "[@ [-@",
        r"\[-?@(?!(?:fig|tbl|sec|lst)-)[^\W\d_][\w:.-]*(?:[,;][^\[\]\n]*)?\]",
        "Une référence s'écrit en toutes lettres : ^[Auteur, titre, année.].",
    ),
    mark("[[", r"(?<!!)\[\[[^\[\]\n]+\]\](?!\()", "Un lien s'écrit [texte](#cible)."),
)
# Looked for once links, addresses and what is well marked are out of the way.
MARKS = (
    mark("#", r"^[ \t]*\#{1,6}(?=[^\W\d_])\S+", "Un intertitre s'écrit « ## Titre », avec une espace ; un dièse, « \\# »."),
    mark(":", rf"^[ \t]*:{{1,2}}[ \t]*(?:{_BLOCKS}|\{{\.)[^\n]*", "Un bloc s'ouvre par trois deux-points : « ::: callout »."),
    mark(
        ":::",
        r"^[ \t]*:{3,}[ \t]*(?:[\w-]+|\{[^}\n]*\})[ \t]+(?!:+[ \t]*$)\S[^\n]*",
        "Rien ne suit le nom d'un bloc : allez à la ligne. Ses réglages vont entre accolades, {.callout …}.",
    ),
    mark(":::", r"(?<=\S)[ \t]*:::+", "« ::: » s'écrit seul sur sa ligne, ou avec le nom du bloc."),
    mark(
        "{",
        rf"(?<!\{{)\{{[ \t]*{FUNCTIONS}[ \t]*\([^{{}}\n]*\)[ \t]*\}}+",
        'Une expression s\'écrit entre deux accolades : {{ value("famille.nom") }}.',
    ),
    mark(
        "(",
        rf"(?<![\w{{.])(?<!\{{[ \t]){FUNCTIONS}\([ \t]*[\"'«“”][^()\n]*\)",
        'Une expression s\'écrit entre deux accolades : {{ value("famille.nom") }}.',
    ),
    mark(
        "{",
        rf"(?<![\]`)}}{{])[ \t]*\{{[ \t]*(?:{_SETTINGS})=[^{{}}\n]*\}}",
        'Ces accolades se collent à ce qu\'elles règlent : ![…](assets/photo.jpg){width=50%}, [26]{.literal because="…"}.',
    ),
    mark("{.", r"(?<![\]`)}])[ \t]*\{\.[\w-]+[^{}\n]*\}", 'Collez l\'accolade au crochet : [26]{.literal because="…"}.'),
    mark(
        "{#",
        r"(?<![\]`)}])[ \t]*\{\#[\w-]+[^{}\n]*\}",
        "Un nom finit un intertitre (## Titre {#nom}) ou la légende d'un tableau (: Légende {#nom}) ; ailleurs : [mots]{#nom}.",
    ),
    mark("** __", r"\*\*[^*\n]*\*\*|\*\*|(?<!\w)__(?=\s)[^_\n]*__|(?<!\w)__(?!\w)", _STARS),
    GUILLEMETS,
    mark(
        "_",
        r"(?<![\w/.-])(__?)[^\W_](?:[^_\n]*[^\W_])?\1(?=[^\W_])",
        "Dans un mot, ce sont des étoiles qui mettent en forme : **gras**, *penché*.",
    ),
    mark("~~ '''", r"~~|'{3,}", "Les signes vont par deux, collés aux mots : ~~barré~~, *penché*, **gras**."),
    mark(
        "~ --",
        r"(?<![\w~\\])~[^\W\d_](?:[^~\n]*[^\W\d_])?~(?![\w~])|(?<![\w-])--[^\W\d_](?:[^-\n]*[^\W\d_])?--(?![\w-])",
        "Un mot barré s'écrit ~~ainsi~~ ; un tiret, « - » entre deux espaces.",
    ),
    mark("%%", r"%%[^%\n]+%%", _ASIDE),
    mark("{#", r"\{\#[^{}\n\w][^{}\n]*\#\}", _ASIDE),
    mark("//", r"^[ \t]*//[ \t]+\S[^\n]*", _ASIDE),
    mark("<!--", r"<!--(?:[^\n]*?-->)?", _ASIDE),
    mark("<img", r"<img\b[^<>\n]*>", _PICTURE),
    mark(
        "¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹",
        r"(?<=[^\W\d_])¹(?!\w)|(?<=[^\W\d_]{4})[²³⁴-⁹](?!\w)|^[ \t]*[¹²³⁴-⁹][ \t\u00a0]*(?=[^\W\d_])",
        "Une note s'écrit sur place, ^[Une note.] : elle se numérote et se place d'elle-même.",
    ),
    mark(
        "Erreur Error #",
        r"Erreur[ \u00a0\u202f]?! *(?:Source du renvoi introuvable|Signet non défini|Liaison incorrecte)\.?"
        r"|Error! (?:Reference source not found|Bookmark not defined)\.?|\#(?:REF|NOM|VALEUR|VALUE|DIV/0)!|\#(?:N/A|NOM\?)",
        "Un logiciel a perdu ce qui était ici : écrivez-le.",
    ),
    mark("~", r"(?<=[^\W_])~[^\W_]{1,4}~(?!~)", "Un indice se tape tel quel : « CO₂ »."),
    mark("*", r"(?<=[^\s*] )\*(?=[^\W_])\w+(?!(?:[^*\n]|\n(?!\s*\n))*\*)", "Les étoiles vont par deux : *penché*."),
    mark("[/", r"\[(b|i|u|url|img)\b[^\[\]\n]*\][^\[\]\n]*\[/\1\]", "Ces crochets ne mettent rien en forme : écrivez **gras**."),
    mark(
        ":",
        r"(?<![\w:/]):(?:[a-z][a-z0-9_]{1,30}|[+-]1):(?![\w:/])",
        "Le nom d'un émoji n'est pas lu : écrivez ce qu'il veut dire.",
    ),
    mark("$$", r"\$\$[^$\n]+\$\$", "Les formules ne sont pas lues : écrivez le texte tel qu'il doit paraître."),
    mark("==", r"^[ \t]*(={2,6})[ \t]+\S[^\n]*?[ \t]\1[ \t]*$", "Un intertitre s'écrit « ## Titre »."),
    mark("h1. h2. h3. h4.", r"^h[1-4]\.[ \t]+\S[^\n]*", "Un intertitre s'écrit « ## Titre »."),
    mark("(@)", r"^[ \t]*\(@\)[ \t]+\S[^\n]*", "Une liste numérotée s'écrit « 1. », une espace, puis le texte."),
    mark("== ++", r"==[^=\s][^=\n]*==|\+\+[^+\s][^+\n]*\+\+", "Ce signe ne met rien en forme : écrivez **gras** ou *penché*."),
    mark("\\", r"(?<![\w:\\])\\[A-Za-z]{2,}(?:\{[^{}\n]*\})?", "Le TeX n'est pas lu : écrivez le texte tel qu'il doit paraître."),
    mark("[", r"^[ \t]*(?:[-*+][ \t]+)?\[[ xX]?\](?=[ \t]|$)", "Une case à cocher n'est pas lue : écrivez « - »."),
    mark(
        "• ● ▪ ■ ◦ ‣ ⁃ ➢ ❖ ✓ ✔ ☑ ► ▶ ▸ ➔ ➜ · ∙",
        r"^[ \t]*[•●▪■◦‣⁃➢❖✓✔☑►▶▸➔➜·∙][ \t]*",
        "Une liste s'écrit « - », une espace, puis le texte.",
    ),
    mark("@", r"(?<![\w.])\[?@(?:fig|tbl|sec|lst)-[\w-]+\]?", "Un renvoi s'écrit avec son texte : [le graphique](#chart-nom)."),
    mark("* _", rf"(?<=[^\s|] )([*_]) {_ALONE} \1(?=[\s.,;:!?)]|\Z)", "Les étoiles se collent au mot : *penché*."),
    mark("* _", r"(?<![\w*_\\])([*_])[^\W\d_][^*_\n]* \1(?=[\s.,;:!?)]|\Z)", "Les étoiles se collent au mot : *penché*."),
    mark("– — o Ø § ü →", _BULLETS, "Une liste s'écrit « - », une espace, puis le texte."),
    mark(
        "a. a) A) i. i) I)",
        r"^[ \t]*\(?(?:[ai][.)]|[AI]\))[ \t]+\S[^\n]*(?=\n[ \t]*\(?(?:(?:b|ii)[.)]|(?:B|II)\))[ \t]+\S)",
        "Laissez une ligne vide au-dessus de cette liste.",
    ),
    mark(
        ";",
        r"^[^\n;&\w]*\w[^\n;&]*(?<=\w);\S[^\n;&]*(?:;[^\n;&]*)*(?=\n[^\n;&]*\w;\S)",
        "Des points-virgules ne font pas de tableau : tapez-le avec « | » et « |---|---| », ou mettez-le dans data/tables/.",
    ),
    mark("-", r"^[ \t]*-(?=[^\W\d_])\S+", "Une liste s'écrit « - », une espace, puis le texte."),
    mark("``` ~~~", r"^[ \t]*(?:`{3,}|~{3,})[^\n]*", "Ce bloc n'est jamais fermé : fermez-le, ou retirez ces signes."),
    mark("|", r"(?<=\|)[ \t]*\#{2,6}[ \t]+(?=[^\W\d_])", "Une cellule n'a pas d'intertitre : écrivez **gras**."),
    mark(
        "---",
        r"(?:\A\s*|(?<=\n\n))[ ]{0,3}---[ \t]*\n[ ]{0,3}[A-Za-z_][\w-]*:(?:[ \t][^\n]*)?\n"  # a key; what follows; the end
        r"(?:(?![ ]{0,3}---)[^\n]*\S[^\n]*\n)*?[ ]{0,3}(?:---|\.\.\.)[ \t]*$",
        "Une section n'a qu'un en-tête, en haut de son fichier : déplacez-y ces lignes, ou retirez-les.",
    ),
    TAG,
)  # fmt: skip
UNCLOSED = mark(
    "`", r"(?<!`)`{1,2}(?!`)", "Cet accent grave ouvre ce que rien ne ferme : retirez-le. Une apostrophe, c'est « ' »."
)
STUCK = LeftSign(  # Alt and the space bar, on a Mac, type it behind « # » or « - » when the first key is let go too late
    regex(r"^[ \t]*(?:\#{1,6}|[-*+]|\d{1,3}[.)]|:{3,})[\u00a0\u202f]+\S+", re.MULTILINE),
    "L'espace qui suit ce signe est insécable : effacez-la, et tapez une espace ordinaire.",
    ("\u00a0", "\u202f"),
)
_MARKED = r"(?:[-*+>:~]|\(?\w{0,3}[.)]|\[\^[^\]\n]+\]:)\t"  # what may have a tab behind it: a mark, a note, a meaning
_ROW = r"[ ]{0,3}[^\s|][^\n\t|]*\t+[ ]*[^\s|]"
TABBED = LeftSign(
    regex(rf"^(?![ \t]*{_MARKED}){_ROW}[^\n]*(?=\n{_ROW})", re.MULTILINE),
    "Des tabulations ne font pas de tableau : tapez-le avec « | » et « |---|---| », ou mettez-le dans data/tables/.",
    ("\t",),
)
# Looked for where expressions still are.
CALLED = (
    mark("{=", r"(?:`|^[ \t]*~{3,}[ \t]*)\{=\w+\}", "Rien d'autre que le Markdown n'est lu : retirez ce passage."),
    mark("\\{", r"\\(?=\{\{)", "Retirez cette barre : {{ … }} n'en demande pas."),
    mark(
        "^{ ~{", r"(?<![\^~\\])[\^~](?=\{\{[^{}\n]*\}\}[\^~](?![\^~]))", "Une expression ne se met ni en exposant, ni en indice."
    ),
)
