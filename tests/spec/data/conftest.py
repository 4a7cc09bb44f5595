"""A content folder with a wave of three layers that takes its gradients from a file."""

from __future__ import annotations

import pytest

from sitegen import load_spec
from sitegen.errors import ContentError

SPEC = "kind: gradient-flow\nparams:\n  layers: [3, 4, 2]\n  gradients: {}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The current folder holds `content/` with site.yaml, data/ and figures/."""
    monkeypatch.chdir(tmp_path)
    content = tmp_path / "content"
    (content / "data").mkdir(parents=True)
    (content / "figures").mkdir()
    (content / "site.yaml").write_text("title: Small\ndescription: A small site.\n", encoding="utf-8")
    return content


@pytest.fixture
def read(folder, tmp_path):
    """Write a data file and a spec that names it; return the gradients."""

    def gradients(reference, **files):
        for name, content in files.items():
            path = folder / "data" / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        spec = folder / "figures" / "wave.yaml"
        spec.write_text(SPEC.format(reference), encoding="utf-8")
        return load_spec(spec.relative_to(tmp_path)).params.gradients

    return gradients


@pytest.fixture
def report(read):
    """The whole report of such a spec."""

    def text(reference, **files):
        with pytest.raises(ContentError) as caught:
            read(reference, **files)
        return str(caught.value)

    return text
