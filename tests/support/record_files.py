"""Record files for tests, written as text beside what is expected of them."""

from collections.abc import Mapping
from pathlib import Path

from cptracker.model.problems import Problem
from cptracker.records.reading import ReadRecords, read_records

THIRD_PARTY = Path(__file__).parents[2].parent / "shared" / "data" / "ssda903-third-party"
MARKER = "LEAK-7731"

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
)
OC3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files, with their folders, and gives the folder back."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def read(folder: Path, files: Mapping[str, str | bytes], **options: int) -> ReadRecords:
    """Writes files and reads their folder."""
    return read_records([write(folder, files)], **options)


def problem_lines(problems: tuple[Problem, ...] | list[Problem], folder: Path) -> list[str]:
    """What is printed of each problem's place and message, the folder left out."""
    return [f"{problem.place}: {problem.message}".replace(f"{folder}/", "") for problem in problems]


def lines(*rows: str) -> str:
    """Rows as the text of a file."""
    return "".join(f"{row}\n" for row in rows)
