"""Parameters of a bptt-norm figure, as an author writes them."""

from __future__ import annotations

from datetime import date as calendar_date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from sitegen.figures.bptt_norm.experiment.weight_init import InitName
from sitegen.figures.bptt_norm.kernel import Reset, UpdateGate
from sitegen.spec.declaration import Items, Params, TypeLabel
from sitegen.spec.value_reference import Files

DEFAULT_LENGTH = 50
RANDOM_VOCABULARY = 10
"""Ids of sequence B: 0 to 9."""
MOST_WORK = 1e8
"""Largest number of seeds × steps × hidden units²: seconds, and four times the default figure with 512 seeds."""
_NOT_TRAINED = "delete it: nothing is trained, so the weights are those at the beginning"

Token = Annotated[int, Field(ge=0, le=1023)]
IsoDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), TypeLabel('a date in quotes, such as "2026-03-01"')
]
Tokens = Annotated[tuple[Token, ...], Items, Field(min_length=1, max_length=2000)]


class BpttNormParams(Params):
    """Parameters of `bptt-norm`."""

    other_tools = {
        **dict.fromkeys(
            ("cell", "cells", "model", "models", "network", "architecture", "rnn", "gru", "type"),
            "delete it: the figure compares an RNN and a GRU, and has no other networks",
        ),
        "lstm": "delete it: the figure compares an RNN and a GRU, and has no LSTM",
        **dict.fromkeys(("hidden_size", "hidden_units", "hidden_dim", "units", "width", "n_hidden"), "write hidden"),
        **dict.fromkeys(("layers", "num_layers", "depth"), "delete it: both networks have one layer"),
        **dict.fromkeys(("steps", "T", "sequence_length", "seq_len", "time_steps", "timesteps"), "write length"),
        **dict.fromkeys(("batch", "batch_size"), "delete it: there is one sequence"),
        **dict.fromkeys(("optimizer", "lr", "learning_rate", "epochs", "clip", "clip_norm"), _NOT_TRAINED),
        **dict.fromkeys(("activation", "nonlinearity"), "delete it: both networks have tanh"),
        **dict.fromkeys(("gain", "init_scale", "sigma", "std"), "write scale"),
        **dict.fromkeys(("bias", "gate_bias", "forget_bias"), "write update_bias"),
        **dict.fromkeys(("inputs", "input", "data", "text"), "write tokens: a list of their ids"),
    }

    tokens: Tokens | Files | None = None
    """The sequence as token ids, in reading order; instead of `sequence` and `length`."""
    sequence: Literal["A", "B"] | None = None
    """`A`: I work , you work , and so on, the target is the verb. `B`: random ids from 0 to 9, the target is fixed. By default A, unless `tokens` are given."""
    length: Annotated[int, Field(ge=1, le=2000)] | None = None
    """Steps T of the sequence; the loss is taken after the last. By default 50, or as many as there are tokens."""
    target: Token | None = None
    """Token id that should follow the sequence; by default 0. Sequence A has its own, the verb."""
    hidden: Annotated[int, Field(ge=1, le=256)] = 32
    """Hidden units of both networks."""
    init: InitName = "normal"
    """How weights are drawn. `normal`: entries of spread `scale`. `scaled`: of spread scale/√hidden. `orthogonal` and `identity`: recurrent matrices are `scale` times such a matrix."""
    scale: Annotated[float, Field(ge=0.001, le=10)] = 0.1
    """Scale of the initial weights."""
    update_bias: Annotated[float, Field(ge=-20, le=20)] = 0.0
    """Bias of the GRU's update gate. −2 is the memory preset: the gate stays nearly shut and the old state is kept."""
    update_gate: UpdateGate = "new"
    """What an open update gate lets through: the `new` state, or (as in PyTorch) it keeps the old one: `keep`."""
    reset: Reset = "before"
    """Where the reset gate acts: on the state `before` the recurrent matrix, or (as in PyTorch) `after` it."""
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 42
    """Seed of all random weights; the same for both networks."""
    seeds: Annotated[int, Field(ge=20, le=512)] | None = None
    """Draw a band over this many seeds, beginning with `seed`: from 5 to 95 percent, around the median."""
    date: IsoDate | None = None
    """Date of the experiment, for its manifest, in quotes: year, month, day."""

    @property
    def source(self) -> Literal["A", "B", "tokens"]:
        """Source of the sequence: A by default."""
        return "tokens" if self.tokens is not None else self.sequence or "A"

    @field_validator("sequence", "length")
    @classmethod
    def _tokens_say_it(cls, value: object, info: ValidationInfo) -> object:
        if value is not None and info.data.get("tokens") is not None:
            raise ValueError(f"the tokens are given, so there is no {info.field_name} to choose: remove one of the two")
        return value

    @field_validator("target", mode="after")
    @classmethod
    def _target_has_a_meaning(cls, value: int | None, info: ValidationInfo) -> int | None:
        wrong_before = not {"tokens", "sequence"} <= set(info.data)
        if value is None or wrong_before or info.data["tokens"] is not None:
            return value
        if info.data["sequence"] != "B":
            raise ValueError("sequence A has its own target, the verb: remove target, or choose sequence B or tokens")
        if value >= RANDOM_VOCABULARY:
            raise ValueError(f"{value} is not an id of sequence B, which are 0 to {RANDOM_VOCABULARY - 1}")
        return value

    @field_validator("seeds")
    @classmethod
    def _is_affordable(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None or "hidden" not in info.data:
            return value
        tokens = info.data.get("tokens")
        steps = len(tokens) if isinstance(tokens, tuple) else info.data.get("length") or DEFAULT_LENGTH
        most = int(MOST_WORK / (steps * info.data["hidden"] ** 2))
        if value > most:
            raise ValueError(
                f"{value} seeds of {steps} steps with {info.data['hidden']} hidden units take too long: "
                + (f"choose at most {most} seeds" if most >= 20 else "choose fewer steps or hidden units")
            )
        return value

    @field_validator("date")
    @classmethod
    def _is_in_the_calendar(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                calendar_date.fromisoformat(value)
            except ValueError as error:
                raise ValueError(f"'{value}' is not in the calendar") from error
        return value


class ResolvedBpttNorm(BpttNormParams):
    """Parameters of `bptt-norm` with numbers in place of references."""

    tokens: Tokens | None = None
