"""The JSON of the status, from its schema, and the tidy table of `values`."""

from cptracker.contract.status import status_schema
from cptracker.contract.values import COLUMNS
from cptracker.status_json.status import SCHEMA
from reference_pages import markdown
from reference_pages.markdown import ticked
from reference_pages.schemas import sections

ABOUT = f"""\
`cptracker status --format json` and `cptracker report -o paper.json` write this contract,
`{SCHEMA}`; `cptracker schema status` prints its JSON Schema. A field with nothing to say is null,
never absent. Within a version fields are added, and none is taken away, renamed or given another
meaning; that would be the next version. So `diff`, `check --since`, `audit` and `--previous` read
what any edition wrote of this version: what they do not know they pass over, and a field that an
older edition had not got is as if it had nothing to say. With several plans the output is a list of
such documents.

`cptracker values --format json` and `--format csv`, and `cptracker.compute`, give a tidy table with
these columns: {ticked(COLUMNS)}.
"""


def page() -> str:
    """The page of the JSON contract."""
    return markdown.page("Status as JSON", ABOUT, *sections(status_schema(), "Status"))
