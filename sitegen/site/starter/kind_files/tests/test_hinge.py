"""The contract of kinds of figures: ``pytest --sitegen-level all`` also runs the levels browser and picture."""

from sitegen.contract import KindContract


class TestHinge(KindContract):
    kinds = ("lab.hinge",)
