"""The plan in plain words: loaded whole, each slip told with its place."""

import pytest
from small_plan import PLAN

from cptracker.model.plan_sections import PlainPromise, PlainWords
from cptracker.plan.reading import read_plan, unknown_measures


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Reads the small plan with a file of plain words."""
    monkeypatch.chdir(tmp_path)

    def read(text):
        (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
        (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
        return read_plan(tmp_path)

    return read


def problem_facts(loaded):
    return [(problem.line, problem.message, problem.hint) for problem in loaded.problems]


def test_words_and_promises_load(load):
    loaded = load(
        'plain_promises:\n  - {ref: "1", words: You will be well.}\n'
        '  - {ref: "1.2", words: You will see a dentist.}\n'
        "plain_words:\n  - measure: dental\n    about: seeing a dentist\n"
        "    says: Out of every 100 children, {value} saw a dentist\n"
    )

    assert loaded.problems == ()
    assert loaded.plan.plain_promises == (
        PlainPromise(ref="1", words="You will be well."),
        PlainPromise(ref="1.2", words="You will see a dentist."),
    )
    assert loaded.plan.plain_words == (
        PlainWords(
            measure="dental",
            about="seeing a dentist",
            says="Out of every 100 children, {value} saw a dentist",
        ),
    )


SAYS = "`says` must hold `{value}` once, where the figure goes"


@pytest.mark.parametrize(
    ("says", "message"),
    [
        pytest.param("Children saw a dentist", SAYS, id="nowhere for the figure"),
        pytest.param("{value} and {value}", SAYS, id="two places for the figure"),
        pytest.param(
            "{value} of {total}", "`says` may hold no braces but those of `{value}`", id="braces"
        ),
        pytest.param(
            "{value} {", "`says` may hold no braces but those of `{value}`", id="half a brace"
        ),
    ],
)
def test_a_sentence_has_one_place_for_the_figure(says, message, load):
    loaded = load(f"plain_words:\n  - measure: dental\n    about: x\n    says: '{says}'\n")

    assert [(line, words) for line, words, _ in problem_facts(loaded)] == [(4, message)]


def test_a_promise_belongs_to_something(load):
    loaded = load('plain_promises:\n  - {ref: "9", words: x}\n  - {ref: "1.9", words: x}\n')

    hint = 'write a number such as "1", or "1.1", in quotes'
    assert problem_facts(loaded) == [
        (2, "no priority and no success measure is 9", hint),
        (3, "no priority and no success measure is 1.9", hint),
    ]


def test_nothing_is_said_twice(load):
    words = "  - {measure: dental, about: x, says: '{value}'}\n"
    loaded = load(
        f"plain_words:\n{words}{words}"
        'plain_promises:\n  - {ref: "1", words: x}\n  - {ref: "1", words: y}\n'
    )

    assert [
        (line, words.partition(" is given")[0]) for line, words, _ in problem_facts(loaded)
    ] == [
        (3, "the plain words for `dental`"),
        (6, "the plain promise 1"),
    ]


def test_keys_and_types_are_strict(load):
    loaded = load("plain_words:\n  - {measure: dental, abuot: x, says: '{value}'}\n")
    assert problem_facts(loaded) == [(2, "unknown key `abuot`", "did you mean `about`?")]

    loaded = load("plain_promises:\n  - {ref: 1.1, words: x}\n")
    assert [words for _, words, _ in problem_facts(loaded)] == [
        "`ref` must be text, not the number 1.1"
    ]


def test_the_measure_must_be_there(load):
    loaded = load("plain_words:\n  - {measure: dentel, about: x, says: '{value}'}\n")

    unknown = unknown_measures(loaded, ["dental", "broken", "meetings"])
    assert [(problem.line, problem.message, problem.hint) for problem in unknown] == [
        (2, "no plug-in provides the measure `dentel`", "did you mean `dental`?")
    ]
