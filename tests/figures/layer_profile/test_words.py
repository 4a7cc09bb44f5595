"""A profile in words at its corners: zeros alone, a single layer that jumps, and a recording of several steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError

RUN = "step,layer,norm\n0,1,0.5\n0,2,1.0\n10,1,0.25\n10,2,1.0\n"


def told(*values: float) -> str:
    return render_figure("layer-profile", measured={"a": list(values)}).description.summary("visible")


def test_zeros_are_zero_and_not_about_zero() -> None:
    assert "“a” is 0 at every layer from 3 to 1." in told(0.0, 0.0, 0.0)
    assert "All magnitudes are 0." in told(0.0, 0.0, 0.0)
    assert "“a” is about 0.012 at every layer from 3 to 1." in told(0.012, 0.0121, 0.012)


def test_a_factor_is_not_told_alone_where_a_single_layer_jumps() -> None:
    assert told(1e6, 1e6, 1.0, 1.0).startswith(
        "“a” explodes: it goes from 1.00 at layer 4 to 1.0e6 at layer 1; single layers multiply it by 1.00 to 1.0e6."
    )
    assert told(0.25, 0.5, 1.0).startswith(
        "“a” goes from 1.00 at layer 3 to 0.25 at layer 1, which is a factor of 0.50 a layer."
    )


@pytest.mark.parametrize(
    "measured",
    [
        "[{name: a, values: {file: run.csv, column: norm}}]",
        "{file: run.csv, columns: [norm]}",
        "{file: [run.csv], columns: [norm]}",
        "{file: r*n.csv, columns: [norm]}",
    ],
)
def test_a_recording_of_several_steps_is_no_profile(tmp_path: Path, measured: str) -> None:
    (tmp_path / "run.csv").write_text(RUN)
    (tmp_path / "a.yaml").write_text(f"kind: layer-profile\nparams:\n  measured: {measured}\n")
    with pytest.raises(ContentError) as caught:
        load_spec(tmp_path / "a.yaml")
    (found,) = caught.value.diagnostics
    assert found.message.endswith("these rows have several values of 'step', and measured takes those of one")
    assert found.hint == "add where: {step: …}"
    (tmp_path / "a.yaml").write_text(
        f"kind: layer-profile\nparams:\n  measured: {measured.replace(', column', ', where: {step: 10}, column')}\n"
    )
    assert [each.values for each in load_spec(tmp_path / "a.yaml").params.measured] == [(0.25, 1.0)]
