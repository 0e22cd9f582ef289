"""The one expression language: what is understood, where, and that nothing else can be asked of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.numbers.expressions import Call, ExpressionError, _parsed, calls_in
from rapport.numbers.formulas import evaluate, operands_of, sides_of
from rapport.numbers.quantity import Quantity
from rapport.numbers.syntax import parsed

NUMBERS = {"a": Quantity.of(10, 0), "b": Quantity.of(4, 0), "zero": Quantity.of(0, 0), "z": Quantity.of(0)}


def value(name: str) -> Quantity:
    return NUMBERS[name]


FUNCTIONS = {"value": value}


def calculated(source: str) -> Any:
    """Return the nominal value of a calculation, or what a comparison says."""
    result = evaluate(source, FUNCTIONS)
    return result.value if isinstance(result, Quantity) else result


# --- in a text -----------------------------------------------------------------------------------------------------


def test_calls_are_found_where_they_stand():
    text = 'Le réseau compte {{ value("a.b") }} entreprises,\ndont {{value("c", unit=true)}}.'
    calls = [call for call in calls_in(text) if isinstance(call, Call)]
    assert [text[call.start : call.end] for call in calls] == ['{{ value("a.b") }}', '{{value("c", unit=true)}}']
    assert [(call.name, call.args, call.kwargs) for call in calls] == [
        ("value", ("a.b",), {}),
        ("value", ("c",), {"unit": True}),
    ]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(lambda text: f'"{text}"')
constants = st.one_of(
    st.sampled_from(["true", "false", "0", "-0", "07", "-3", "1_0", "none", "true "]), st.integers().map(str), words
)
named = st.lists(st.tuples(st.sampled_from(["unit", "words", "not", "true", "a b", "é"]), constants).map("=".join), max_size=3)


@given(st.sampled_from(["value", "year", "chart", "not", "true", "valeur"]), st.lists(constants, max_size=2), named)
def test_plain_calls_are_read_as_jinja_reads_them(function: str, first: list[str], others: list[str]):
    source = f"{function}({', '.join([*first, *others])})"

    def read(call: Any) -> Any:
        try:
            return call(source)
        except ExpressionError as error:
            return error.message, error.hint

    assert repr(read(_parsed)) == repr(read(parsed))


def test_constants_of_every_kind_are_arguments():
    (call,) = calls_in('{{ table("t", columns=["a", "b"], where={"x": "y"}, n=3, sign=false) }}')
    assert isinstance(call, Call)
    assert call.kwargs == {"columns": ["a", "b"], "where": {"x": "y"}, "n": 3, "sign": False}


@pytest.mark.parametrize("inner", ['"}}"', "'}}'", '"{{"', '"l\'un"', "'dit \"oui\"'", '"a }} b {{ c"', '"{% x %}"', '"{# x #}"'])
def test_braces_between_quotes_close_nothing(inner: str):
    text = f"avant {{{{ value({inner}) }}}} après"
    (call,) = calls_in(text)
    assert isinstance(call, Call)
    assert call.args == (inner[1:-1],)
    assert text[call.end :] == " après"


def test_dictionaries_may_close_on_the_braces():
    """`}}}` is the end of a dictionary, then of the expression."""
    text = '{{ table("t", where={"x": "y"})}} et {{ table("t", where={"x": "y"}) }}'
    assert [type(call) for call in calls_in(text)] == [Call, Call]


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [
        ('a {{ value("x")', 2, "n'est pas fermée"),
        ('a {{ value("x" }}', 2, "ne peut pas être lue"),
        ('a {{ value("x) }}', 2, "Un guillemet de cette expression n'est pas fermé."),
        ("a {{ value('t.L'\"eau\".n') }}", 2, "Un guillemet de cette expression n'est pas fermé."),
        ("a {{ value(x') }} et {{ value('y') }}", 2, "Un guillemet de cette expression n'est pas fermé."),
        ('a {{ value("x")\n}}', 2, "n'est pas fermée"),
        ('{{ value("x") {{ value("y") }}', 0, "n'est pas fermée"),
        ("{{ }}", 0, "n'est pas une expression|est vide|ne peut pas être lue"),
        ("{{}}", 0, "n'est pas une expression|est vide|ne peut pas être lue"),
        ("{{ adherents.total }}", 0, "n'est pas une expression admise"),
        ('{{ "adherents.total" }}', 0, "n'est pas une expression admise"),
        ('{{ value("a") + 1 }}', 0, "n'est pas une expression admise"),
        ('{{ value("a") | upper }}', 0, "n'est pas une expression admise"),
        ('{{ value("a").real }}', 0, "n'est pas une expression admise"),
        ("{{ value(a) }}", 0, "valeurs fixes"),
        ('{{ value(*["a"]) }}', 0, "n'est pas une expression admise"),
        ('{{ value(**{"a": 1}) }}', 0, "n'est pas une expression admise"),
        ('{{ value(value("a")) }}', 0, "valeurs fixes"),
        ('{{ x.value("a") }}', 0, "n'est pas une expression admise"),
        ('{{ value("a") if true }}', 0, "n'est pas une expression admise"),
    ],
)
def test_mistakes_are_told_where_they_stand(text: str, offset: int, said: str):
    first = next(calls_in(text))
    assert isinstance(first, ExpressionError)
    assert first.offset == offset
    assert any(words in first.message for words in said.split("|"))


@pytest.mark.parametrize(
    "typed", ["value(“a.b”)", "value(« a.b »)", "value(‘a.b’)", "value(«\u00a0a.b\u00a0»)", "value(“a.b”, unit=true)"]
)
def test_quotation_marks_that_an_editor_curled_are_told_straight(typed: str):
    (found,) = calls_in(f"{{{{ {typed} }}}}")
    assert isinstance(found, ExpressionError)
    unit = ", unit=true" * ("unit" in typed)
    assert found.hint == f'Les guillemets y sont droits : {{{{ value("a.b"{unit}) }}}}.'


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        (r"""value("t.L'eau \"vive\".n")""", 't.L\'eau "vive".n'),
        (r"""value('t.L\'eau "vive".n', unit=true)""", 't.L\'eau "vive".n'),
        (r"""value("t.l'\"}}\".n")""", 't.l\'"}}".n'),
        (r"""value("t.\\.n")""", "t.\\.n"),
    ],
)
def test_a_name_that_holds_both_quotation_marks_is_called_with_a_bar_before_one(typed: str, ref: str):
    (call,) = calls_in(f"a {{{{ {typed} }}}} b")
    assert isinstance(call, Call)
    assert call.args == (ref,)


@pytest.mark.parametrize(
    "typed", ['value("t.L\'eau "vive".n")', "value('t.L'eau.n')", "value('t.l'\"eau\".n')", 'value("t.x", key="le "mot"")']
)
def test_a_name_that_its_own_quotation_marks_cut_is_told_how_it_is_written(typed: str):
    (found,) = calls_in(f"{{{{ {typed} }}}}")
    assert isinstance(found, ExpressionError)
    assert "écrivez une barre devant" in found.hint


def test_a_mistake_hides_nothing_after_it():
    """An author sees every mistake at once."""
    found = list(calls_in('{{ value("x"\n{{ oups }} {{ value("b") }} {{ value( }} {{ value("d") }}'))
    assert [type(one).__name__ for one in found] == ["ExpressionError", "ExpressionError", "Call", "ExpressionError", "Call"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"{}\"'()[]%#|,.=+ \n\\aé1", "{{", "}}", "value(", '"a.b"', "true", "{%", "{#"]), max_size=20).map(
        "".join
    )
)
def test_no_text_breaks_the_reading(text: str):
    """Whatever is typed, calls and mistakes come in order and within the text."""
    last = 0
    for found in calls_in(text):
        start = found.start if isinstance(found, Call) else found.offset
        assert last <= start <= len(text)
        assert text.startswith("{{", start)
        last = found.end if isinstance(found, Call) else start + 2


@pytest.mark.parametrize(
    "argument",
    [
        '"a" * 3',
        '"a" ~ "b"',
        '"a" + "b"',
        '"a"|upper',
        '"abc"[0]',
        '"a".__class__',
        "2 ** 8",
        '["a"][0]',
        '{"k": "a"}["k"]',
        '"a" if true else "b"',
    ],
)
def test_arguments_are_written_out(argument: str):
    """A text calculates nothing: what could, could also fill the memory (`"a" * 10**10`)."""
    (found,) = calls_in(f"{{{{ value({argument}) }}}}")
    assert isinstance(found, ExpressionError)


@pytest.mark.parametrize("depth", [50, 10_000])
def test_deep_nesting_in_a_text_is_a_mistake_and_no_crash(depth: int):
    for inner in ("(" * depth + '"a"' + ")" * depth, "[" * depth + "]" * depth, "-" * depth + "1", "1" + "+1" * depth):
        (found,) = calls_in(f"{{{{ value({inner}) }}}}")
        assert isinstance(found, Call | ExpressionError)


# --- in a formula --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("12 / 2 / 3", "2"),
        ("-2 * 3", "-6"),
        ("- (2 - 5)", "3"),
        ("2 - -3", "5"),
        ("0.1 + 0.2", "0.3"),
        ('value("a") - value("b")', "6"),
        ('100 * value("b") / value("a")', "40"),
        ('(value("b") - value("a"))|abs', "6"),
        ("7", "7"),
    ],
)
def test_calculations(source: str, result: str):
    """Decimal arithmetic with the usual precedence: 0,1 + 0,2 is 0,3."""
    assert Quantity.from_any(evaluate(source, FUNCTIONS)).value == Decimal(result)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("1 < 2", True),
        ("1 < 2 < 2", False),
        ("1 < 2 <= 2", True),
        ("2 > 1 == 1", True),
        ("1 + 1 == 2", True),
        ("1 != 1", False),
        ('value("a") == 10.5', True),  # 10 to the unit may be 10,5
        ('value("a") == 10.6', False),
        ("1 == 1 and 2 == 3", False),
        ("1 == 1 or 2 == 3", True),
        ("not 1 == 2", True),
        ("1 == 2 or 1 == 1 and 2 == 3", False),
    ],
)
def test_comparisons(source: str, holds: bool):  # noqa: FBT001
    assert evaluate(source, FUNCTIONS) is holds


@pytest.mark.parametrize(
    "source",
    [
        "value.__class__", '"a".__class__', 'value("a").low', "value.__globals__", 'value("a")["low"]', '"abc"[0]',
        "[1, 2]", "(1, 2)", "{}", "2 ** 3", "7 // 2", "7 % 2", '"a" * 3', '3 * "a"', '"a" + "b"', '"a" ~ "b"',
        '"a"|upper', "3|string", "3|abs|string", "open('x')", "range(3)", "unknown", "value", 'value("a", 1)',
        'value(name="a")', "value()", 'value(*["a"])', "1 if 1 == 1 else 2", "1 in [1]", '"a" is string', '"a" < "b"',
        "true + 1", "none", "-'a'", "cycler", "self", "loop", "namespace(a=1)", "1 }} {{ 2", "1 %} {% x", "", " ",
        "1 +", "(1", '"a', "1; 2", "lipsum()", "1e999 - 1e999", "'a'|abs",
    ],
)  # fmt: skip
def test_nothing_else_is_understood(source: str):
    """There is nothing to escape from: neither attributes, subscripts, lists, powers, filters, nor other functions."""
    with pytest.raises(ExpressionError):
        evaluate(source, FUNCTIONS)


@pytest.mark.parametrize(
    "source", ["1 / 0", '1 / value("zero")', '1 / value("z")', '1 / (value("a") - value("a"))', "1 / (2 - 2) > 3"]
)
def test_division_by_what_may_be_zero_is_told(source: str):
    with pytest.raises(ExpressionError, match="divise par zéro"):
        evaluate(source, FUNCTIONS)


@pytest.mark.parametrize("depth", [100, 10_000])
@pytest.mark.parametrize("shape", ["({})", "-{}", "1+{}", "{}+1", "1-({})", "not {}", "{} and 1 == 1", "({})|abs"])
def test_deep_nesting_in_a_formula_is_a_mistake_and_no_crash(shape: str, depth: int):
    before, after = shape.split("{}")
    source = before * depth + "1" + after * depth
    for ask in (lambda: evaluate(source, FUNCTIONS), lambda: operands_of(source), lambda: sides_of(source, FUNCTIONS)):
        try:
            ask()
        except ExpressionError as error:
            assert len(error.message) < 2000  # noqa: PT017 - either outcome is right, a crash is not


# --- what a rule says about itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('value("a") <= value("b") + value("a")', ("a", "b")),
        ('value("a")', ("a",)),
        ('(value("c")|abs) > 3 and value("b") == 1', ("c", "b")),
        ("1 + 1 == 2", ()),
        ("value(3) == 3", ()),
        ('value("a") >= value("a", year=-1) - value("b", year=1999)', ("a", "a@-1", "b@1999")),
    ],
)
def test_operands_come_in_order_and_once(source: str, names: tuple[str, ...]):
    assert operands_of(source) == names


@pytest.mark.parametrize(
    "source",
    [
        'value("a", 1999)',
        'value("a", year="1999")',
        'value("a", year=true)',
        'value("a", annee=-1)',
        'value("a", year=-1, year=-2)',
        'value("a", year=1.5)',
    ],
)
def test_a_year_is_asked_for_by_its_name(source: str):
    with pytest.raises(ExpressionError):
        evaluate(source, FUNCTIONS)


def test_sides_of_a_comparison():
    sides = sides_of('value("a") + 1 <= value("b")', FUNCTIONS)
    assert sides is not None
    left, sign, right = sides
    assert (left.value, sign, right.value) == (11, "<=", 4)


@pytest.mark.parametrize("source", ["1 + 1", "1 < 2 < 3", "1 == 1 and 2 == 2", "not 1 == 1"])
def test_what_is_not_one_comparison_has_no_sides(source: str):
    assert sides_of(source, FUNCTIONS) is None


@pytest.mark.parametrize("sign", ["==", "!=", "<", "<=", ">", ">="])
def test_signs_are_told_as_written(sign: str):
    assert (sides_of(f"1 {sign} 2", FUNCTIONS) or ("", "", ""))[1] == sign
