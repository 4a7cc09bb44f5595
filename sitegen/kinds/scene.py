"""Drawings as values: canvases, panels, marks with roles and keys, motion and steps; `replace` makes a changed mark or motion."""

from msgspec.structs import replace as replace

from sitegen.scene.canvas import CANVASES as CANVASES
from sitegen.scene.canvas import NARROW as NARROW
from sitegen.scene.canvas import WIDE as WIDE
from sitegen.scene.canvas import Canvas as Canvas
from sitegen.scene.shapes import TEXT_SIZE as TEXT_SIZE
from sitegen.scene.shapes import WIDTH as WIDTH
from sitegen.scene.shapes import Anchor as Anchor
from sitegen.scene.shapes import Circles as Circles
from sitegen.scene.shapes import DataPoints as DataPoints
from sitegen.scene.shapes import Easing as Easing
from sitegen.scene.shapes import Group as Group
from sitegen.scene.shapes import Line as Line
from sitegen.scene.shapes import Mark as Mark
from sitegen.scene.shapes import Motion as Motion
from sitegen.scene.shapes import Panel as Panel
from sitegen.scene.shapes import Polyline as Polyline
from sitegen.scene.shapes import Polylines as Polylines
from sitegen.scene.shapes import Rect as Rect
from sitegen.scene.shapes import Scene as Scene
from sitegen.scene.shapes import Segments as Segments
from sitegen.scene.shapes import Step as Step
from sitegen.scene.shapes import TableCells as TableCells
from sitegen.scene.shapes import Text as Text
from sitegen.scene.text_width import extent as extent
from sitegen.scene.text_width import text_width as text_width
from sitegen.theme import COLOURS as COLOURS
from sitegen.theme import ROLES as ROLES
from sitegen.theme import Paint as Paint
