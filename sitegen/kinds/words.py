"""Words of a figure: quantities, sentences with conditions, answers and tables."""

from __future__ import annotations

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.description.category_sentences import (
    CategoryWords,
    beyond_sentence,
    category_lead,
    category_sentences,
)
from sitegen.description.distribution_sentences import distribution_sentences
from sitegen.description.grid_sentences import (
    GridWords,
    edge_sentences,
    grid_lead,
    grid_sentences,
    here_sentence,
    level_sentences,
)
from sitegen.description.number_format import (
    Compact,
    Count,
    Counted,
    DualText,
    Fixed,
    OneSideOf,
    Quantity,
    WithNote,
    format_against,
    format_parameter,
    format_percent,
    plural,
)
from sitegen.description.pair_sentences import line_sentence, pair_lead, pair_sentences
from sitegen.description.sample_sentences import (
    beyond_threshold_sentence,
    middle_sentence,
    sample_lead,
    sample_sentences,
    share_percent,
    spread_sentence,
)
from sitegen.description.sentences import (
    LONGEST_LEAD,
    NO_VALUE,
    Answer,
    Column,
    Description,
    Level,
    Sentence,
    Table,
    Value,
    fits_lead,
    sentence,
    short_lead,
    text_of,
)
from sitegen.description.series_sentences import course_sentence, extent_sentence, series_lead, series_sentences
from sitegen.description.series_statistics_sentences import (
    mean_ends,
    noise_sentence,
    plateau_sentence,
    spike_rule,
    spikes_sentence,
    trend_sentence,
)
from sitegen.description.series_words import SeriesWords, same_text, series_words
from sitegen.errors import did_you_mean
from sitegen.spec.message_format import counted

__all__ = [
    "ACTIVATION_NAMES",
    "LONGEST_LEAD",
    "NO_VALUE",
    "Answer",
    "CategoryWords",
    "Column",
    "Compact",
    "Count",
    "Counted",
    "Description",
    "DualText",
    "Fixed",
    "GridWords",
    "Level",
    "OneSideOf",
    "Quantity",
    "Sentence",
    "SeriesWords",
    "Table",
    "Value",
    "WithNote",
    "beyond_sentence",
    "beyond_threshold_sentence",
    "category_lead",
    "category_sentences",
    "counted",
    "course_sentence",
    "did_you_mean",
    "distribution_sentences",
    "edge_sentences",
    "extent_sentence",
    "fits_lead",
    "format_against",
    "format_parameter",
    "format_percent",
    "grid_lead",
    "grid_sentences",
    "here_sentence",
    "level_sentences",
    "line_sentence",
    "mean_ends",
    "middle_sentence",
    "noise_sentence",
    "pair_lead",
    "pair_sentences",
    "plateau_sentence",
    "plural",
    "same_text",
    "sample_lead",
    "sample_sentences",
    "sentence",
    "series_lead",
    "series_sentences",
    "series_words",
    "share_percent",
    "short_lead",
    "spike_rule",
    "spikes_sentence",
    "spread_sentence",
    "text_of",
    "trend_sentence",
]
