"""Files and frames, each as far as it can be read alone: its table, its columns, its cells."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import polars as pl
from attrs import define, evolve, field

from cptracker.files.table_problems import record_error
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.problems import Problem
from cptracker.records.casting import cast
from cptracker.records.cleaning import TextTable, filled, without_false_parts
from cptracker.records.collection_years import TableFile, with_own_years
from cptracker.records.coverage.stated import stated_in
from cptracker.records.detection import detect_table
from cptracker.records.file_search import RecordFile, UnreadableError, find_record_files
from cptracker.records.file_tables import tables_in_file
from cptracker.records.formats import TableFormat
from cptracker.records.parsing import LINE
from cptracker.records.sources.detection import SourcePart, source_part


@define
class Gathered:
    """What was read of files and frames before they are compared.

    Attributes:
        known: The formats by canonical name.
        files: The tables that are known.
        source_parts: Tables of other datasets, which belong together.
        problems: Why others cannot be used.
    """

    known: Mapping[str, TableFormat]
    files: list[TableFile] = field(factory=list)
    source_parts: list[SourcePart] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def add_files(self, paths: Sequence[Path], progress: Progress = without_progress) -> None:
        """Read folders, zips and files.

        Args:
            paths: Where they lie.
            progress: Told of each file before it is read.
        """
        sources, problems = find_record_files(paths) if paths else ([], [])
        self.problems += problems
        for done, source in enumerate(sources):
            progress(source.path, done, len(sources))
            self._add_file(source)

    def _add_file(self, source: RecordFile) -> None:
        try:
            data = source.read()
        except UnreadableError as error:
            self.problems.append(record_error(source.path, str(error)))
            return
        digest = sha256(data).hexdigest()
        content = tables_in_file(data, source, self.known)
        del data  # a file may be as large as the memory that is left
        self.files += [
            _cast_file(table.text, table.header, table.source, digest, table.problems)
            for table in content.tables
        ]
        self.source_parts += [evolve(part, sha256=digest) for part in content.source_parts]
        self.problems += content.problems

    def add_frames(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Read frames, recognised by their columns or else by their names."""
        for name, frame in sorted(frames.items()):
            path = f"<{name}>"
            numbered = frame.with_row_index(LINE, offset=1)
            part = source_part(path, frame.columns, numbered, frame.columns)
            if part is not None:
                self.source_parts.append(part)
                continue
            recognised, header_problems = detect_table(frame.columns, self.known, path, name)
            if recognised is None:
                self.problems += header_problems
                continue
            table = TextTable(path=path, recognised=recognised, frame=numbered, names=frame.columns)
            self.files.append(_cast_file(table, frame.columns, None, None, header_problems))

    def add_other_datasets(self) -> None:
        """Make our tables of those of other datasets, which belong together."""
        if not self.source_parts:
            return
        from cptracker.records.sources.converting import converted

        tables, not_told = converted(self.source_parts, self.known)
        self.problems += [problem for part in self.source_parts for problem in part.problems]
        self.problems += not_told
        for table in tables:
            digest = table.part.sha256
            file = _cast_file(table.text, table.text.names, table.part.source, digest, ())
            rule = file.rule and table.rule
            self.files.append(evolve(file, rule=rule, stated=table.stated))


def _cast_file(
    table: TextTable,
    header: Sequence[str],
    source: RecordFile | None,
    digest: str | None,
    problems: Sequence[Problem],
) -> TableFile:
    typed, bad = cast(table)
    typed, false = without_false_parts(table, typed)
    stated, wrong = stated_in(header, table, typed)
    frame, rule, clashes = with_own_years(table, typed)
    return TableFile(
        text=evolve(table, frame=table.frame.clear()),
        source=source,
        sha256=digest,
        frame=frame,
        problems=(*problems, *bad, *false, *wrong, *clashes),
        rule=rule,
        rows_given=frame.height or filled(table).height,
        stated=stated,
    )
