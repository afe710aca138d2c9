"""The reference pages of the documentation, written from the code each time it is built.

Nothing here is kept under version control as text, so it cannot differ from the code.
"""

from pathlib import Path

from reference_pages import (
    api,
    checks,
    command_json,
    commands,
    datasets,
    exit_codes,
    layers,
    measures,
    plan_files,
    status_json,
    tables,
)

FOLDER = "reference/generated"
"""Where the pages stand, below the folder of the documentation."""


def pages() -> dict[str, str]:
    """Every generated page as Markdown, by its path below `FOLDER`."""
    return {
        "api.md": api.page(),
        "checks.md": checks.page(),
        "commands.md": commands.page(),
        "exit-codes.md": exit_codes.page(),
        "layers.md": layers.page(),
        "other-datasets.md": datasets.page(),
        "plan-files.md": plan_files.page(),
        "status-json.md": status_json.page(),
        "tables.md": tables.page(),
        **{f"json/{name}": text for name, text in command_json.pages().items()},
        **{f"measures/{name}": text for name, text in measures.pages().items()},
    }


def write_pages(docs: Path) -> None:
    """Write the pages that changed, and remove those that are no more."""
    folder = docs / FOLDER
    wanted = {folder / name: text for name, text in pages().items()}
    for path in set(folder.rglob("*.md")) - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
