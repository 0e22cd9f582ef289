"""What a text leaves as it was typed, told where it stands before any tool meets it; what only looks like it, left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

VALUE = '{{ value("velos.repares") }}'
SITE = "https://fabrique-du-val.example"


@pytest.fixture
def told(petite: Path, run: Callable) -> Callable[[str], list[tuple[int, str, str]]]:
    """Give `told(body)`: line of the body, code and message of each problem of a section."""

    def lines_of(body: str) -> list[tuple[int, str, str]]:
        (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n", "utf-8")
        found = re.findall(r"(?m)^content/ateliers\.md:(\d+):\d+: \w+ (\w+) (.*)$", run(petite, "check").out)
        return [(int(line) - 4, code, said) for line, code, said in found if not code.startswith(("CHA", "AFF"))]

    return lines_of


@pytest.mark.parametrize(
    ("body", "line", "code", "words"),
    [
        # a bullet that was a plus
        (f"+ {VALUE} vélos", 1, "TXT14", "« + » ouvre ici une liste"),
        (f"- + {VALUE} vélos", 1, "TXT14", "« + » ouvre"),
        (f"> + **{VALUE}** vélos", 1, "TXT14", "« + » ouvre"),
        (f"1. + {VALUE} vélos", 1, "TXT14", "« + » ouvre"),
        (f"Un mot[^a].\n\n[^a]: + {VALUE} vélos", 3, "TXT14", "« + » ouvre"),
        ("Le CO~2~ pèse", 1, "TXT14", "« ~2~ » paraîtra tel quel"),
        ("L'eau, H~2~O", 1, "TXT14", "« ~2~ »"),
        # a list stuck to the words of its cell
        ("+---------+\n| A       |\n+=========+\n| Axes :  |\n| - Un    |\n+---------+", 5, "TXT14", "« - Un »"),
        (
            "+---------+---+\n| A       | B |\n+=========+===+\n| x | Axes |\n".replace("| x | Axes |", "| x       | y |")
            + "| x       | - |\n| * Un    | - |\n| * Deux  |   |\n+---------+---+",
            6,
            "TXT14",
            "« * Un »",
        ),
        ("Mot.\n\n+------+------+\n| A    | Axes |\n|      | - Un |\n|      | - Dx |\n+------+------+", 5, "TXT14", "« - Un »"),
        # settings that hold to nothing
        ("![Un établi](assets/etabli.svg) {width=50%}", 1, "TXT14", "« {width=50%} »"),
        ("![Un établi](assets/etabli.svg)\n{crop=square focus=top}", 2, "TXT14", "« {crop=square focus=top} »"),
        ('Les mots {because="un exemple"} ici', 1, "TXT14", "« {because="),
        # notes
        ("Un mot^[Une note^[dans une note].]", 1, "TXT15", "dans une note"),
        ("Un mot^[Une note [et un lien](#edito)^[encore].]", 1, "TXT15", "dans une note"),
        ("Un mot.\n\n- Un élément^[Une^[deux].]", 3, "TXT15", "dans une note"),
        ("Un mot[^A].\n\n[^a]: La note.", 1, "TXT15", "« [^A] » n'est pas définie"),
        ("Un mot[^Note].\n\n[^NOTE]: La note.", 3, "TXT15", "Rien n'appelle la note « [^NOTE] »"),
        ("![Un établi^[une note]](assets/etabli.svg)", 1, "TXT15", "description d'une image"),
        ("![Un [bel] établi[^n]](assets/etabli.svg)\n\n[^n]: Une note.", 1, "TXT15", "description d'une image"),
        # expressions
        (f"- un\n\n        {VALUE} vélos", 3, "TXT16", "en retrait est lu comme du code"),
        (f"1. un\n\n    encore\n\n        {VALUE} vélos", 5, "TXT16", "en retrait est lu comme du code"),
        (f"Terme\n:   sens\n\n        {VALUE} vélos", 4, "TXT16", "en retrait est lu comme du code"),
        (f"Un mot^{VALUE}^", 1, "TXT14", "^"),
        (f"Un mot~{VALUE}~", 1, "TXT14", "~"),
        (f"Un mot \\{VALUE}", 1, "TXT14", "\\"),
        # links by reference
        ("Voir [le site][site].", 1, "TXT14", "[le site][site]"),
        (f"Voir [le site][lui] et [elle][site].\n\n[site]: {SITE}", 1, "TXT14", "[le site][lui]"),
        ("Voir [le site][].", 1, "TXT14", "[le site][]"),
        ("Un mot {.small} et `du code` {.r}", 1, "TXT14", "{.r}"),
        # no-break spaces
        ("##\u00a0Un titre", 1, "TXT14", "##"),
        ("Un mot.\n\n-\u00a0un\n-\u202fdeux", 4, "TXT14", "deux"),
        (":::\u00a0callout\nUn mot.\n:::", 1, "TXT14", ":::"),
        (f"[le site]\u00a0({SITE})", 1, "TXT14", "[le site]"),
        ("::: citation\nUn mot.\n:::", 1, "TXT05", "citation"),
        ("::: tableau\nUn mot.\n:::", 1, "TXT05", "tableau"),
        ("::: Équipe\nUn mot.\n:::", 1, "TXT05", "Équipe"),
        # what other programs read
        ("Un mot * penché * ici.", 1, "TXT14", "* penché *"),
        ("Un mot _ bien penché _, ici.", 1, "TXT14", "_ bien penché _"),
        ("o un\no deux", 1, "TXT14", "« o un »"),
        ("§ un\n§ deux\n§ trois", 1, "TXT14", "« § un »"),
        ("Un mot.\n\nØ un\nØ deux", 3, "TXT14", "« Ø un »"),
        ("Voir @fig-heures et la suite.", 1, "TXT14", "@fig-heures"),
        ("Un mot [@tbl-heures].", 1, "TXT14", "[@tbl-heures]"),
        ("Un mot.\n\n@sec-suite dit tout.", 3, "TXT14", "@sec-suite"),
        ("Bravo :smile: à tous.", 1, "TXT14", "« :smile: »"),
        ("Un mot.\n\n- Merci :clap:", 3, "TXT14", "« :clap: »"),
        ("Un mot (:white_check_mark:).", 1, "TXT14", "« :white_check_mark: »"),
        # links that nothing closes
        ("Voir [le site]( et la suite.", 1, "TXT14", "« [le site]( »"),
        ("Un mot.\n\n- [le plan](plan du val.pdf", 3, "TXT14", "« [le plan]( »"),
        ("![Un établi](etabli en grand", 1, "TXT14", "« ![Un établi]( »"),
        ("Voir [le val](vallée (du Val)\n\nUn mot.", 1, "TXT14", "« [le val]( »"),
        ("Un mot^[une note sans fin", 1, "TXT14", "« ^[ »"),
        ("- Un mot^[une [note](#edito) sans fin\n\n- Deux ]", 1, "TXT14", "« ^[ »"),
        ("> [!NOTE]\n> Un mot.", 1, "TXT14", "« [!NOTE] »"),
        ("!!! note\n    Un mot.", 1, "TXT14", "« !!! note »"),
        ("[TOC]\n\nUn mot.", 1, "TXT14", "« [TOC] »"),
        ("\\newpage\n\nUn mot.", 1, "TXT14", "« \\newpage »"),
        ("Un mot de $\\alpha$ et de $$x$$", 1, "TXT14", "« $$x$$ »"),
        ("```{=html}\n<b>un</b>\n```", 1, "TXT14", "{=html}"),
        ("Un mot `<b>un</b>`{=html}", 1, "TXT14", "{=html}"),
        # emphasis that crosses another
        ("Un **gras *x** y* ici.", 1, "TXT14", "« **gras *x** y* »"),
        ("Un mot.\n\n- *a **b*\n  c** d", 3, "TXT14", "« *a **b* c** »"),
        ("Un **gras _x** y_ et __a *b__ c*", 1, "TXT14", "« **gras _x** y_ »"),
        (f"**a ~~{VALUE}** c~~ et **d**", 1, "TXT14", "« **a ~~"),
        # marks in a quotation
        ("> - [ ] à faire\n> - un", 1, "TXT14", "« - [ ] »"),
        ("> Un mot.\n>\n> • un", 3, "TXT14", "« • »"),
        ("> Un mot.\n>\n> > -un", 3, "TXT14", "« -un »"),
        ("> o un\n> o deux", 1, "TXT14", "« o un »"),
        ("> > #Titre", 1, "TXT14", "« #Titre »"),
        ("- un\n\n    > #Titre", 3, "TXT14", "« #Titre »"),
        ("- > #Titre", 1, "TXT14", "« #Titre »"),
        ("> 1. > : callout", 1, "TXT14", "« : callout »"),
        (f"**{SITE} et", 1, "TXT14", "« ** »"),
        (">>> • un", 1, "TXT14", "« • »"),
        ("- un\n\n> -un", 3, "TXT14", "« -un »"),
        # marks within a word, indices, notes that nothing closes, brackets apart, letters glued to a paragraph
        ("Du CO~2~ en moins.", 1, "TXT14", "« ~2~ »"),
        ("- un\n- de l'H~2~O", 2, "TXT14", "« ~2~ »"),
        ("Le x~max~ et lui.", 1, "TXT14", "« ~max~ »"),
        ("Le __gras__mot.", 1, "TXT14", "« __gras__ »"),
        ("Un mot _pen_ché.", 1, "TXT14", "« _pen_ »"),
        ("> **Le** __deux mots__s ici.", 1, "TXT14", "« __deux mots__ »"),
        ("Un mot [^note sans fin", 1, "TXT14", "« [^note sans fin »"),
        ("Un [^a et un autre [^b].\n\n[^b]: Une note.", 1, "TXT14", "« [^a et un autre »"),
        ("- un [^", 1, "TXT14", "« [^ »"),
        (f"Voir [le site] [ref].\n\n[ref]: {SITE}", 1, "TXT14", "« [le site] [ref] »"),
        (f"- un\n- [le site]\u00a0[Le  Val]\n\n[le val]: {SITE}", 2, "TXT14", "[le site]"),
        (f"Voir **[le site]  [ref]**.\n\n[ref]: {SITE}", 1, "TXT14", "[ref] »"),
        ("Nos axes :\na) un\nb) peu", 2, "TXT14", "« a) un »"),
        ("- rien\n  a. un\n  b. peu", 2, "TXT14", "« a. un »"),
        # braces of a heading, of a caption, of a block, that say nothing
        ("## Un titre {#là bas}", 1, "TXT24", "« bas »"),
        ("Un titre {#un deux}\n---", 1, "TXT24", "« deux »"),
        ("| a |\n|---|\n| b |\n\n: Une légende {#une légende}", 5, "TXT24", "« légende »"),
        ('::: {.summary who="[Léa]{.b}"}\nUn mot.\n:::', 1, "TXT14", "« [Léa]{.b} »"),
        ('::: {.summary who="Léa {#a}" role="**Élue**"}\nUn mot.\n:::', 1, "TXT14", "« **Élue** »"),
        ('## Un titre {title="[Léa]{.b}"}', 1, "TXT24", "« title= »"),
        # rows of a spreadsheet
        ("Atelier\tPublic\nVélo\tjeunes", 1, "TXT14", "« Atelier\tPublic »"),
        ("Un mot :\nLéa\t:\tVélo\nPaul\t:\tBois", 2, "TXT14", "« Léa\t:\tVélo »"),
        ("> Vélo\tdes jeunes\n> Bois\tde tous", 1, "TXT14", "« Vélo\tdes jeunes »"),
        # another head of file
        ("Un mot.\n\n---\ntitle: Autre\nauthor: Léa\n---\n\nUn autre.", 3, "TXT14", "« --- title: Autre author: Léa --- »"),
        ("---\nlead: >\n  Un mot\ntags:\n- un\n...", 1, "TXT14", "« --- lead: > Un mot tags: - un ... »"),
        ("> ---\n> status: draft\n> ---", 1, "TXT14", "status: draft"),
        # links and pictures that lead nowhere
        ("Un [mot]() ici.", 1, "LNK03", "Ce lien n'a pas d'adresse"),
        ("Un [mot](<>) ici.", 1, "LNK03", "Ce lien n'a pas d'adresse"),
        ("- un\n- [mot]( )", 2, "LNK03", "Ce lien n'a pas d'adresse"),
        ("![Un établi]()", 1, "LNK02", "Cette image ne nomme pas son fichier"),
        # rows that are too long
        ("| a | b |\n|---|---|\n| c | d | e |", 3, "TXT17", "« e » serait perdu : cette ligne a 3 cellules, et son tableau 2"),
        ("| a | b | c |\n|---|---|\n| d | e |", 1, "TXT17", "« c » serait perdu"),
        ("a | b\n---|---\nc | d | e | f", 3, "TXT17", "« e | f » serait perdu"),
        ("> | a | b |\n> |---|---|\n> | c | d | e", 3, "TXT17", "« e » serait perdu"),
        ("- un\n\n    | a | b |\n    |---|---|\n    | c\\|x | d | e |", 5, "TXT17", "« e » serait perdu"),
        # cells
        ("| ## Titre | b |\n|---|---|\n| c | d |", 1, "TXT14", "##"),
        ("| a | b |\n|---|---|\n| c | ### Titre |", 3, "TXT14", "###"),
        # the year at a glance
        (f"::: glance\n- {VALUE} vélos\n\n::: callout\nUn mot.\n:::\n:::", 4, "TXT23", "ne tient que des chiffres"),
        (f'::: glance\n- {VALUE} vélos\n\n{{{{ people("bureau") }}}}\n:::', 4, "TXT23", "ne tient que des chiffres"),
        (f'::: glance\n- {VALUE} vélos\n\n{{{{ table("heures_par_atelier") }}}}\n:::', 4, "TXT23", "ne tient que des chiffres"),
    ],
)
def test_told(told: Callable, body: str, line: int, code: str, words: str):
    assert [(at, found) for at, found, said in told(body) if words in said] == [(line, code)]


@pytest.mark.parametrize(("lead", "at", "code", "words"), [
    ("## Le mot", 4, "TXT14", "« ## Le mot »"), ("> Un mot\n> et un autre", 4, "TXT14", "« > Un mot »"),
    ("Nos axes :\n\n- **écouter**\n- agir", 6, "TXT14", "« - »"), ("Un mot\n* un\n* peu", 5, "TXT14", "« * »"),
    ("::: callout\nUn mot.\n:::", 4, "TXT14", "« ::: callout »"),
    ("| a | b |\n|---|---|\n| c | d |", 4, "TXT14", "« | a | b | »"),
    ("Un mot\n\n---\n\net un autre", 6, "TXT14", "« --- »"), ("Un mot[^a].\n\n[^a]: La note.", 6, "TXT14", "« [^a]: »"),
    ("Nos axes :\n1. écouter\n2. agir", 5, "TXT14", "« 1. »"), ("1. écouter\n2. agir", 5, "TXT12", "« 2 »"),
])  # fmt: skip
def test_a_text_whose_lines_are_one_holds_no_block(petite: Path, run: Callable, lead: str, at: int, code: str, words: str):
    set_in = "".join(f"  {line}".rstrip() + "\n" for line in lead.split("\n"))
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\nlead: |\n{set_in}---\n\nUn mot.\n", "utf-8")
    assert re.search(rf"(?m)^content/ateliers\.md:{at}:\d+: \w+ {code} {re.escape(words)}", run(petite, "check").out)


@pytest.mark.parametrize("lead", [
    "- Hors bénévoles", "* Données provisoires", "+ 3 points", "> 50 % des gens", "1. Agir", "Un mot^[Une note.].", "Un mot[^a]",
    "Un mot\net un autre - le nôtre", "C'était | ou non |",
])  # fmt: skip
def test_a_text_whose_lines_are_one_keeps_its_signs(petite: Path, run: Callable, lead: str):
    set_in = "".join(f"  {line}\n" for line in lead.split("\n"))
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\nlead: |\n{set_in}---\n\nUn mot.\n", "utf-8")
    assert "TXT14" not in run(petite, "check").out


@pytest.mark.parametrize(("name", "hint"), [
    ("citation", "« > » en tête de chaque ligne"), ("tableau", '{{ table("nom") }}'), ("graphique", '{{ chart("nom") }}'),
    ("Équipe", '{{ people("groupe") }}'), ("liste", "« - » en tête"), ("encadré", "« ::: callout »"),
])  # fmt: skip
def test_what_is_no_block_says_how_it_is_written(petite: Path, run: Callable, name: str, hint: str):
    with (petite / "content/edito.md").open("a", encoding="utf-8") as file:
        file.write(f"\n::: {name}\nUn mot.\n:::\n")
    assert hint in run(petite, "check").out


@pytest.mark.parametrize(
    "body",
    [
        "Un mot^[Une note.] et un autre^[Une [autre](#edito) note.]",
        "Un mot[^A] et[^a].\n\n[^A]: La note.\n[^a]: Une autre.",
        f"Un mot **{VALUE}** ~~{VALUE}~~ et 2^e^ fois",
        f"[{SITE}]({SITE}) et [x]({SITE})",
        f"- [{SITE}]({SITE})\n- [x]({SITE})\n- [X][x]\n\n[x]: {SITE}",
        f"Voir [le site][Site], [site][] et [Le  Site][le site].\n\n[site]: {SITE}\n[le site]: {SITE}",
        f'Voir [le site]({SITE}\n"le nôtre") et [lui](\n{SITE})',
        "Ouvert : à tous ; 12:30 : fermé, ::, a:b:c et :\n\n| a | b |\n|:-:|:--|\n| c | d |",
        "Un mot^[une note, [un [mot] lié](#edito)\nsur deux lignes] et x\\^[ouvert",
        f"| a | b |\n|---|---|\n| `c|d` | e \\| f |\n| {VALUE} | |  |\n| g |",
        "```\n| a | b |\n|---|---|\n| c | d | e |\n```",
        "D:\\rapport\\textes, 5 $ et 6 $, !!!, [toc] dans un texte, &#8230; &#x2026;".replace("5", "un").replace("6", "deux"),
        "**a *b* c**, *d **e** f*, ***a** b* et ***c* d**, **a *b*** c, ~~a **b** c~~",
        "*a* **b** _c_ ; « **un** *deux* » **trois _quatre_ cinq**",
        "Le nom_de_x *a_b* c_d et \\*a **b\\* c** d.",
        "> « Oui »\n>\n> — Léa\n\n> - un\n>     - deux\n>\n> ## Titre\n>\n> 1. un",
        "Un titre\n---\nUn mot : un autre.\n\n---\n\nUn mot.\n\n---\n\nNote : un mot\n\n---",
        f"**<{SITE}>** *<{SITE}>* ~~<{SITE}>~~ **a@fabrique-du-val.example** <{SITE}/*.x>",
        f"**{SITE}** ~~{SITE}/~a_b~~ __{SITE}__ **[mot][x]** ~~[x][]~~\n\n[x]: {SITE}",
        "> > un #mot\n>\n> - - deux\n>   - trois",
        "Du CO2, du CO₂ et des m^2^, ~ peu ~ et ~~barré~~.",
        "a) un\nb) peu\n\n::: callout\na. un\nb. peu\n:::\n\n> a) un\n> b) peu\n\n- rien\n\n    a) un\n    b) peu",
        "Le __gras__ et mot__gras__, a/_b_c et __init__.py.",
        f"Voir [le mot] [ici], [a](#edito) [b](#edito) et [lui][ref].\n\n[ref]: {SITE}",
        "::: callout :::\nUn mot.\n:::",
        "Un\u00a0mot -\u00a0dit-il\u00a0- n°\u00a0et «\u00a0voilà\u00a0».",
        "## Un titre\n::: callout\nUn mot.\n:::\n## Un autre\n- un élément",
        "```\ndu code seul\n```",
        "![Un établi](assets/etabli.svg){#etabli width=50%} et `du code`{.r} et [un mot]{#mot}",
        f"| a | b |\n|---|---|\n| c | d |\n\n: Une légende {{#tableau-un}}\n\n[Le site]({SITE}){{#site}}",
        "| a | b |\n|---|---|\n| c | d |\n\nTable: Une légende {#tableau-deux}",
        "| N° # | b |\n|---|---|\n| c | d |",
        "- un\n    - deux\n\n        trois",
        "Écrire à a@fig-x.org, suivre @figurines ; → un renvoi seul, et * une étoile.\n\n→ Un renvoi.",
        "§ un paragraphe seul\n\nle nom_de_famille, *le penché* et _l'autre_, o ou O",
        "Un mot.\n\n***\n\n* * *\n\nUn autre.\n\n___\n\nEncore un.",
        "| a | b |\n|---|---|\n| c | d |\n\nTable: Une [légende]{#mot} {#tableau-trois}\n\nUn titre {#titre-souligne}\n---",
        "-\tun\n-\tdeux\n\n1.\tun\n2.\tdeux\n\na)\tun\nb)\tdeux",
        "Un[^a] mot[^b].\n\n[^a]:\tUne note.\n[^b]:\tUne autre.\n\nTerme\n:\tun sens\n:\tun autre",
        "Vélo\tdes jeunes",
    ],
)
def test_left_alone(told: Callable, body: str):
    assert told(body) == []
