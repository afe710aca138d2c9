"""Something to start from: a folder with plan, measures and records, or a new measure.

Nothing is ever written over.
"""

import json
import keyword
import os
import re
import shutil
from pathlib import Path
from string import Template

from cptracker.files.atomic import write_files
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.model.periods import current_day
from cptracker.model.problems import UsageError
from cptracker.plan.project import PROJECT_FILE

FOLDERS = ("strategy", "measures", "records")


PROJECT = """\
# What commands work on in this folder and below it; an option on the command line wins.
plan: strategy
records: [records]
measures: [measures]
comparators: [comparators]
"""


COMPARATORS = Path("comparators") / "README.txt"


ABOUT_COMPARATORS = """\
Files of published figures go here, as they are downloaded; nothing is renamed.

The figures of England and its regions come with cptracker. Those of your council and its
statistical neighbours are in files of the Department for Education: `cptracker request` lists
them, with the page that each is downloaded from. Say in the plan, under `comparators`, who your
neighbours are.
"""


NOTEBOOK = "notebook.ipynb"


LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")


def start_folder(folder: Path) -> tuple[Path, ...]:
    """Copy the shipped plan and measures, the example records and a notebook into a new folder.

    A folder waits for the Department's files of published figures. A project file says that they
    belong together.

    Raises:
        UsageError: When the folder holds anything, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; give a new or empty one")
    sources = (bundled("strategy"), bundled("measures"), PACKAGE / "example_records")
    copied = tuple(folder / part for part in FOLDERS)
    try:
        for source, target in zip(sources, copied, strict=True):
            shutil.copytree(source, target, ignore=LEFT_BEHIND)
        shutil.copyfile(PACKAGE / "templates" / NOTEBOOK, folder / NOTEBOOK)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    (folder / COMPARATORS).parent.mkdir(exist_ok=True)
    texts = {folder / COMPARATORS: ABOUT_COMPARATORS, folder / PROJECT_FILE: PROJECT}
    write_files([(path, text.encode()) for path, text in texts.items()])
    return (folder / PROJECT_FILE, *copied, (folder / COMPARATORS).parent, folder / NOTEBOOK)


BLANK_PROJECT = """\
# What commands work on in this folder and below it; an option on the command line wins.
plan: strategy
values: [values]
"""


BLANK_PLAN = """\
plan:
  identifier: strategy
  title: {title}
{council}  period: "{first}-{last}"
priorities:
  - number: 1
    title: Our first priority
    success_measures:
      - {{ref: "1.1", title: First promise kept, measures: [first-measure]}}
measures:
  - {{identifier: first-measure, title: Our first promise kept, unit: "%", better: higher,
     kind: share, every: quarter, source: the partner who knows}}
"""


YEARS = 4
"""How many years a plan runs that says nothing else."""


def start_blank(folder: Path, title: str = "Our strategy", council: str = "") -> tuple[Path, ...]:
    """Write a plan of ten lines, an empty file of typed values and a project file for both.

    Args:
        folder: New or empty.
        title: The strategy's name.
        council: Whose it is; left out if empty.

    Raises:
        UsageError: When the folder holds anything, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; give a new or empty one")
    year = current_day().year
    named = f"  council: {json.dumps(council, ensure_ascii=False)}\n" if council else ""
    from cptracker.plan.values.rows import COLUMNS, VALUES_FILE  # a blank folder's alone

    plan = BLANK_PLAN.format(
        title=json.dumps(title, ensure_ascii=False), council=named, first=year, last=year + YEARS
    )
    texts = {
        folder / "strategy" / "plan.yaml": plan,
        folder / "values" / VALUES_FILE: f"{','.join(COLUMNS)}\n",
        folder / PROJECT_FILE: BLANK_PROJECT,  # last: where it stands, all stands
    }
    try:
        for path in texts:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    contents = [(path, text.encode()) for path, text in texts.items()]
    write_files(contents, expected=dict.fromkeys(texts))
    return (folder / PROJECT_FILE, *(path for path in texts if path.name != PROJECT_FILE))


def write_measure(name: str, folder: Path) -> Path:
    """Write a measure that works, with a worked example, as `folder/name.py`.

    Args:
        name: Words with hyphens or underscores, such as `dental-checks`.
        folder: Where it goes; made if it is not there.

    Raises:
        UsageError: When the name does not fit, or there is such a file already.
    """
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UsageError(f"'{name}' is no name for a measure; write it as in `dental-checks`")
    function = name.replace("-", "_")
    path = folder / f"{function}.py"
    text = _template().substitute(
        function=function,
        identifier=name.replace("_", "-"),
        title=function.replace("_", " ").capitalize(),
    )
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already; choose another name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    write_files([(path, text.encode())], expected={path: None})
    return path


def _template() -> Template:
    return Template((PACKAGE / "templates" / "measure.py.txt").read_text(encoding="utf-8"))
