"""A folder with a project file, opened in a notebook as the commands open it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from cptracker.authoring.registry import Registry
from cptracker.benchmarking.reading import load_comparators
from cptracker.engine.isolation.remote_measures import find_measures
from cptracker.files.bundled import bundled
from cptracker.model.comparisons import LoadedFigures
from cptracker.model.problems import PlanError, UsageError
from cptracker.plan.project import PROJECT_FILE, Project, find_project, with_protection
from cptracker.plan.reading import LoadedPlan, read_plan
from cptracker.plan.values.reading import ValueFiles, read_value_files
from cptracker.records.loading import load_mapped
from cptracker.records.records import Records
from cptracker.status.builder import build_status

if TYPE_CHECKING:
    from cptracker.status.report import StatusReport


@frozen(kw_only=True)
class OpenProject:
    """What a project file names, read as the commands read it.

    Attributes:
        project: The project file's paths, and the protection that it asks for.
        plan: The plan with the place of everything in it, protected as the project says.
        registry: The measures: the project's own folders first, each of theirs in a process apart.
        records: The records; None where the project names none.
        values: The rows of the files of typed values.
        comparators: The published figures of the project's files, and those that ship.

    Example:
        >>> import cptracker
        >>> from pathlib import Path
        >>> _ = Path("cptracker.yaml").write_text("{records: [records]}")
        >>> project = cptracker.open_project()
        >>> plans = cptracker.compute("peps-in-timescale", project.records, every="quarter")
        >>> project.values.rows, plans.height
        ((), 4)
    """

    project: Project
    plan: LoadedPlan
    registry: Registry
    records: Records | None
    values: ValueFiles
    comparators: LoadedFigures

    def status(self, **options: Any) -> "StatusReport":
        """How the plan stands, as `cptracker status` in the project's folder tells it.

        Args:
            options: What `build_status` takes beside the plan, such as `priorities=[7]`.

        Raises:
            UsageError: When something is asked for that there is not, or no period.
        """
        arguments = {"values": self.values, "comparators": self.comparators, **options}
        return build_status(self.plan, self.registry, self.records, **arguments)


def open_project(start: Path | str = ".") -> OpenProject:
    """Open the project of a folder: that of the nearest `cptracker.yaml` in it or above it.

    Small numbers in papers are protected by the rules that the project file names, where it does;
    the plan's own rules count otherwise. A command in the same folder says the same.

    Args:
        start: The folder.

    Returns:
        What the project file names, read; `status()` tells how the plan stands.

    Raises:
        UsageError: There is no project file in the folder or above it.
        PlanError: The project file or its plan has mistakes; carries them all.
        RecordsError: The records that it names cannot be read at all.

    Example:
        >>> import cptracker
        >>> from pathlib import Path
        >>> _ = Path("cptracker.yaml").write_text("{records: [records], protection: nhs}")
        >>> project = cptracker.open_project()
        >>> report = project.status(priorities=[7])
        >>> report.protect_by, len(report.priorities)
        ('nhs', 1)
    """
    project = find_project(start)
    if project is None:
        raise UsageError(f"there is no {PROJECT_FILE} in {start} or above it; `init` writes one")
    loaded = with_protection(read_plan(*project.plan or [bundled("strategy")]), project.protection)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    registry = find_measures(project.measures)
    return OpenProject(
        project=project,
        plan=loaded,
        registry=registry,
        records=_records(project, registry),
        values=read_value_files(project.values),
        comparators=load_comparators(project.comparators, loaded.plan, registry.measures),
    )


def _records(project: Project, registry: Registry) -> Records | None:
    if not project.records:
        return None
    mapping = next(iter(project.mapping), None)
    return load_mapped(project.records, mapping, tables=registry.tables)
