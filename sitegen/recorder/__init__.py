"""Record gradients and activations of a training run in small files that figure specs read; works with any framework."""

from sitegen.numerics.summary import ArraySummary, RunSummary
from sitegen.recorder.recording import Recorder

__all__ = ["ArraySummary", "Recorder", "RunSummary"]
