"""Gradients and activations of a training run become small files that figure specs read. numpy alone, for any framework."""

from sitegen.numerics.summary import ArraySummary, RunSummary
from sitegen.recorder.recording import Recorder

__all__ = ["ArraySummary", "Recorder", "RunSummary"]
