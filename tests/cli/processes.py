"""The command line as a process of its own, and the texts that its tests give it."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

RELU = "kind: gradient-decay\ntitle: Four layers\nparams:\n  num_layers: 4\n  activation: relu\n"
RECORDED = """kind: curves
params:
  series: [{name: norm, y: {file: ../run.csv, column: norm, where: {step: $step, run: $run}}}]
explore:
  step: {file: ../run.csv, column: step}
  run: {file: ../run.csv, column: run}
"""
REFERRING = "kind: gradient-flow\nparams:\n  layers: [2, 2, 2, 2]\n  gradients: {figure: relu-4}\n"
BROKEN = "kind: gradient-decay\nparams:\n  activation: reluu\n  depth: 3\n"
PAGE = "---\ntitle: Home\ndescription: A page.\n---\n\n```figure relu-4\n```\n"
CLAMPED = "kind: gradient-decay\nparams:\n  num_layers: 99\n"


def sitegen(*words, env=None, **options):
    """The command line as a process of its own."""
    command = [sys.executable, "-m", "sitegen", *words]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    return subprocess.run(command, check=False, timeout=300, env=surroundings, **streams)


def read_terminal(handle):
    """What is on the terminal; nothing when it was closed, which Linux says with an error."""
    try:
        return os.read(handle, 4096)
    except OSError:
        return b""
