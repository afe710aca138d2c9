"""Words to choose from stand in one place, and everything that offers or takes them agrees."""

import ast

import click
from layers import PACKAGE, named, tree

from cptracker.cli.app import app
from cptracker.model.choices import Colour, EditionName, EngineName, Every, words_of
from cptracker.records.engines import ENGINES
from cptracker.reports.editions.editions import EDITIONS

CHOICES = (Colour, EditionName, EngineName, Every)


def test_the_tables_behind_the_words_have_just_these():
    assert tuple(ENGINES) == words_of(EngineName)
    assert tuple(EDITIONS) == words_of(EditionName)


def lists_of_words(module):
    """Each list, tuple or set of two words or more that a module writes out."""
    for node in ast.walk(module):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            words = [item.value for item in node.elts if isinstance(item, ast.Constant)]
            if len(words) > 1 and len(words) == len(node.elts):
                yield node.lineno, set(words)


def test_no_module_writes_a_choice_again():
    """Two words of one choice in a list are the choice, or a part that its owner should name."""
    owner = PACKAGE / "model" / "choices.py"
    again = [
        f"{named(path)}:{line}"
        for path in PACKAGE.rglob("*.py")
        if path != owner
        for line, words in lists_of_words(tree(path))
        if any(words <= set(words_of(choice)) for choice in CHOICES)
    ]
    assert again == []


def options_of(command, words=()):
    """Every option and argument of a command and those below it that is a choice."""
    for name, below in getattr(command, "commands", {}).items():
        yield from options_of(below, (*words, name))
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice):
            yield " ".join(words), parameter


def test_what_a_command_offers_it_offers_in_its_owners_words():
    context = click.Context(app)
    offered = {}
    for name in app.list_commands(context):
        for _, option in options_of(app.get_command(context, name), (name,)):
            offered.setdefault(option.opts[-1], set()).add(tuple(map(str, option.type.choices)))

    assert offered["--every"] == {words_of(Every)}
    assert offered["--engine"] == {words_of(EngineName)}
    assert offered["--edition"] == {words_of(EditionName)}
    assert all(set(words) <= set(words_of(Colour)) for words in offered["--rating"])
