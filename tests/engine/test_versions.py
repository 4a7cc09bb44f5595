from __future__ import annotations

import sys
from importlib.metadata import version

from sitegen.engine.store import Store
from sitegen.engine.versions import code_digest, library_versions
from sitegen.site.last_build import LIBRARIES


def test_versions_are_those_of_the_libraries_metadata():
    found = dict(library_versions(LIBRARIES))
    assert found.pop("Python").endswith(sys.version.split()[0])
    assert found == {name: version(name) for name in LIBRARIES}


def test_an_unknown_library_has_no_version():
    assert list(library_versions(["no-such-library"])) == ["Python"]


def test_the_digest_of_code_changes_with_every_file_but_compiled_ones(tmp_path):
    store, code = Store(tmp_path / "store"), tmp_path / "code"
    (code / "__pycache__").mkdir(parents=True)
    (code / "a.py").write_text("1")
    digests = [code_digest([code], store)]
    (code / "__pycache__" / "a.pyc").touch()
    assert code_digest([code], store) == digests[0] == code_digest([code], Store(tmp_path / "other"))
    for change in (lambda: (code / "a.py").write_text("2"), (code / "b.html").touch, (code / "a.py").unlink):
        change()
        digests.append(code_digest([code], store))
    assert len(set(digests)) == 4
