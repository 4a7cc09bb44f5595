"""Read the data files that a spec names; every problem names the field of the spec, or the place in the file and the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.data.values import DataReferenceError, DataValues
from sitegen.spec.load import LoadedSpec
from sitegen.spec.message_format import FieldPath, counted, dotted
from sitegen.spec.value_reference import DataFile, FileList

if TYPE_CHECKING:
    from sitegen.spec.data.read import DataReader


class DataReferences:
    """The values of the data files of all specs of one build; each file is read once, and added to `files`."""

    def __init__(self, files: dict[Path, None]) -> None:
        self._files = files
        self._first_named: dict[tuple[Diagnostic, ...], str] = {}

    @cached_property
    def _data(self) -> DataReader:
        from sitegen.spec.data.read import DataReader  # most specs name no file

        return DataReader(self._files)

    def values(self, loaded: LoadedSpec, path: FieldPath, reference: DataFile | FileList) -> DataValues:
        """The values that `reference` names, which is at `path` of the spec; a `ContentError` with every problem."""
        if isinstance(reference, DataFile):
            return self._from_file(loaded, path, reference)
        return self._from_files(loaded, path, reference.files)

    def _from_file(self, loaded: LoadedSpec, path: FieldPath, reference: DataFile) -> DataValues:
        try:
            data = self._data.read(reference, loaded.content_root)
        except DataReferenceError as error:
            problem = replace(error.problem, path=(*path, *error.problem.path))
            raise ContentError([loaded.source_map.diagnostic(problem)]) from error
        except ContentError as error:
            # Every figure names the same spec, so that each mistake is reported once.
            place = self._first_named.setdefault(error.diagnostics, loaded.at((*path, "file"), "").place)
            found = [replace(each, message=f"{each.message} (named in {place})") for each in error.diagnostics]
            raise ContentError(found) from error
        return _named(data, loaded, path, reference.files)

    def _from_files(self, loaded: LoadedSpec, path: FieldPath, given: Sequence[DataFile]) -> DataValues:
        """One value from each reference of a list."""
        from sitegen.spec.data.read import join

        found, problems = [], []
        for index, reference in enumerate(given):
            try:
                data = self._from_file(loaded, (*path, index), reference)
                found.append(data)
                if len(data.values) != 1:
                    message = f"has {counted(len(data.values), 'value')}; each reference of a list gives one"
                    problems.append(loaded.at((*path, index), message, data.advice(True) or "add row: -1 for the last"))
            except ContentError as error:
                problems += error.diagnostics
        if problems:
            raise ContentError(problems)
        return join(found)


def _named(data: DataValues, loaded: LoadedSpec, path: FieldPath, files: Sequence[str]) -> DataValues:
    """Values whose problems name the spec and the file: those of one value at its place, those of all in the spec."""

    def problem(inside: FieldPath, message: str) -> Diagnostic:
        if not inside:
            return loaded.at(path, f"{message} (from {', '.join(files[:3])})", data.advice(False))
        spec_line = loaded.at((*path, "file"), "").place
        return data.problem(inside, f"{dotted((*path, *inside))}: {message} (named in {spec_line})")

    return replace(data, problem=problem)
