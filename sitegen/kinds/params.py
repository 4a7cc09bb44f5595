"""Parameters of a kind: base models, metadata of fields, and references to figures and data files.

A name in a spec has the type, range and unit of its field, and its docstring is its description in the reference and in editors.
"""

from pydantic import Field as Field
from pydantic import StringConstraints as StringConstraints
from pydantic import ValidationInfo as ValidationInfo
from pydantic import field_validator as field_validator
from pydantic import model_validator as model_validator

from sitegen.spec.chart_fields import CHART_WORDS as CHART_WORDS
from sitegen.spec.chart_fields import SERIES_WORDS as SERIES_WORDS
from sitegen.spec.chart_fields import SYMMETRIC as SYMMETRIC
from sitegen.spec.chart_fields import Limits as Limits
from sitegen.spec.chart_fields import Log as Log
from sitegen.spec.chart_fields import Meaning as Meaning
from sitegen.spec.chart_fields import Name as Name
from sitegen.spec.chart_fields import NamedLine as NamedLine
from sitegen.spec.chart_fields import OneNumber as OneNumber
from sitegen.spec.chart_fields import ReachedAxis as ReachedAxis
from sitegen.spec.chart_fields import ReachedMagnitudes as ReachedMagnitudes
from sitegen.spec.chart_fields import ResolvedNumber as ResolvedNumber
from sitegen.spec.chart_fields import SymmetricAxis as SymmetricAxis
from sitegen.spec.chart_fields import ValueAxis as ValueAxis
from sitegen.spec.chart_fields import check_names as check_names
from sitegen.spec.chart_fields import given_fields as given_fields
from sitegen.spec.chart_fields import range_of_states as range_of_states
from sitegen.spec.declaration import LARGEST as LARGEST
from sitegen.spec.declaration import VISIBLE as VISIBLE
from sitegen.spec.declaration import Clamp as Clamp
from sitegen.spec.declaration import Identifier as Identifier
from sitegen.spec.declaration import Items as Items
from sitegen.spec.declaration import Label as Label
from sitegen.spec.declaration import Line as Line
from sitegen.spec.declaration import Number as Number
from sitegen.spec.declaration import Paragraph as Paragraph
from sitegen.spec.declaration import Params as Params
from sitegen.spec.declaration import SpecModel as SpecModel
from sitegen.spec.declaration import TypeLabel as TypeLabel
from sitegen.spec.declaration import Unit as Unit
from sitegen.spec.declaration import is_visible as is_visible
from sitegen.spec.field_problems import Part as Part
from sitegen.spec.field_problems import refused as refused
from sitegen.spec.value_reference import DataFile as DataFile
from sitegen.spec.value_reference import FigureReference as FigureReference
from sitegen.spec.value_reference import Files as Files
from sitegen.spec.value_reference import SeriesFile as SeriesFile
from sitegen.spec.value_reference import TextFile as TextFile
