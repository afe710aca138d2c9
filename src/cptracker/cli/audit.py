"""`cptracker audit`."""

from pathlib import Path

import click

from cptracker.cli import options
from cptracker.cli.output import say
from cptracker.cli.progress import WaitingLine

NONE = "none can be worked out"


EXAMPLES = options.examples(
    "cptracker audit paper.json",
    "cptracker audit june.json march.json december.json",
)


@click.command("audit", epilog=EXAMPLES)
@click.argument("papers", nargs=-1, required=True, type=options.PATH, metavar="PAPER.JSON...")
def audit_command(papers: tuple[Path, ...]) -> int:
    """Try to find hidden numbers in papers for the public.

    Alone and together. Reads papers as `cptracker report -o paper.json` and `cptracker status
    --format json -o paper.json` write them. What can be worked out is listed with its place, what
    it can be, and the figures that betray it; the exit code is then 7.
    """
    from cptracker.api.explaining import audited
    from cptracker.audit.papers import read_papers
    from cptracker.model.exit_codes import ExitCode

    read = [paper for path in papers for paper in read_papers(path)]
    plans = {paper.plan for paper in read}
    if len(plans) > 1:
        say(f"These are papers of {len(plans)} plans, which are looked at together.")
    with WaitingLine() as waiting_line:
        findings = audited(read, waiting_line.step)
    figures = [figure for paper in read for figure in paper.figures]
    hidden = len({figure.cell for figure in figures if figure.hidden})
    for finding in findings:
        _echo(str(finding))
    figures_hidden = f"{_counted(hidden, 'hidden figure')} in {_counted(len(read), 'paper')}"
    _echo(f"{figures_hidden}: {_counted(len(findings), 'finding') if findings else NONE}")
    return ExitCode.DISCLOSES if findings else 0


def _echo(text: str) -> None:
    """A line of the result, as the terminal can show it."""
    import sys

    from cptracker.wording.text import encoder_for

    encoder = encoder_for(getattr(sys.stdout, "encoding", None))
    for line in text.splitlines():
        click.echo(encoder.line(line))


def _counted(number: int, noun: str) -> str:
    from cptracker.wording.text import counted_words

    return counted_words(number, noun)
