"""Every command with its options and examples, from click."""

from collections.abc import Iterator
from inspect import cleandoc

import click

from cptracker.cli.app import app
from reference_pages import markdown
from reference_pages.markdown import code, table

ABOUT = """\
`cptracker COMMAND --help` says the same on your screen. A project file, `cptracker.yaml`, names
what they work on; without one `./strategy` and `./records` are used if they are there, else the
shipped plan and the example records. Output fits 80 columns and needs neither colour nor Unicode
(`NO_COLOR` is heeded). Commands that write take `--plan` with your own plan, and `--dry-run`.
"""


def page() -> str:
    """A section for each command, in the order of `cptracker --help`."""
    every = list(commands())
    rows = [(f"[`{name}`](#{name.replace(' ', '-')})", _about(command)) for name, command in every]
    sections = [section(name, command) for name, command in every]
    return markdown.page("Commands", ABOUT, table(("command", "what it does"), rows), *sections)


def commands(
    group: click.Group | None = None, words: tuple[str, ...] = ("cptracker",)
) -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, by its words; groups lead to theirs."""
    root: click.Group = group or app
    context = click.Context(root)
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        elif command is not None:
            yield " ".join((*words, name)), command


def _about(command: click.Command) -> str:
    return cleandoc(command.help or "").splitlines()[0]


def section(name: str, command: click.Command) -> str:
    """One command: what it is for, how it is called, its options, its examples."""
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    rows = [
        (
            f"`{', '.join([*option.opts, *option.secondary_opts])}`",
            _values(option, context),
            option.help or "",
        )
        for option in command.get_params(context)
        if isinstance(option, click.Option)
    ]
    examples = _paragraphs(command.epilog or "")
    return "\n\n".join(
        part
        for part in (
            f"## {name}",
            _paragraphs(command.help or ""),
            code(usage),
            table(("option", "value", "what it does"), rows),
            examples and code(examples),
        )
        if part
    )


def _values(option: click.Option, context: click.Context) -> str:
    if option.is_flag:
        return ""
    shown = option.make_metavar(context)
    default = option.get_default(context, call=False) if option.show_default else None
    return f"`{shown}`" + ("" if default is None else f", else `{default}`")


def _paragraphs(text: str) -> str:
    """Click's text without its mark for lines that must not be joined."""
    return cleandoc("\n".join(line.rstrip() for line in text.replace("\b", "").splitlines()))
