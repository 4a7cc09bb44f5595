"""Numerical routines for kernels, which give the same result on every machine; they need numpy alone."""

from __future__ import annotations

from sitegen.numerics.activations import (
    ACTIVATIONS,
    LEAKY_SLOPE,
    WITH_ALPHA,
    Activation,
    ActivationFunction,
    AnyActivation,
    activation_function,
    activation_slope,
    largest_slope,
    logistic,
    normal_share,
    passing_probability,
    rms_slope,
    softplus,
)
from sitegen.numerics.distribution_features import (
    Bins,
    Cell,
    DistributionFeatures,
    GridFeatures,
    distribution_features,
    grid_features,
)
from sitegen.numerics.error_function import erf, erfc
from sitegen.numerics.rounding import (
    TOLERANCE,
    Line,
    above,
    at_least,
    at_most,
    below,
    ceil_exponent,
    fit_line,
    floor_exponent,
    powers,
    reproducible_digits,
    slope_p_value,
)
from sitegen.numerics.series import Regime, Trend, decade_limits, regime_of, trend_of
from sitegen.numerics.series_features import Extreme, SeriesFeatures, Stretch, series_features
from sitegen.numerics.series_pairs import Against, Pair, Parting, against, pair
from sitegen.numerics.series_statistics import Noise, Plateau, Point, Spikes
from sitegen.numerics.series_trend import SeriesTrend, series_trend
from sitegen.numerics.spring import LinearEasing, spring_easing
from sitegen.numerics.streams import named_stream
from sitegen.numerics.summary import ArraySummary, RunSummary, summarise

__all__ = [
    "ACTIVATIONS",
    "LEAKY_SLOPE",
    "TOLERANCE",
    "WITH_ALPHA",
    "Activation",
    "ActivationFunction",
    "Against",
    "AnyActivation",
    "ArraySummary",
    "Bins",
    "Cell",
    "DistributionFeatures",
    "Extreme",
    "GridFeatures",
    "Line",
    "LinearEasing",
    "Noise",
    "Pair",
    "Parting",
    "Plateau",
    "Point",
    "Regime",
    "RunSummary",
    "SeriesFeatures",
    "SeriesTrend",
    "Spikes",
    "Stretch",
    "Trend",
    "above",
    "activation_function",
    "activation_slope",
    "against",
    "at_least",
    "at_most",
    "below",
    "ceil_exponent",
    "decade_limits",
    "distribution_features",
    "erf",
    "erfc",
    "fit_line",
    "floor_exponent",
    "grid_features",
    "largest_slope",
    "logistic",
    "named_stream",
    "normal_share",
    "pair",
    "passing_probability",
    "powers",
    "regime_of",
    "reproducible_digits",
    "rms_slope",
    "series_features",
    "series_trend",
    "slope_p_value",
    "softplus",
    "spring_easing",
    "summarise",
    "trend_of",
]
