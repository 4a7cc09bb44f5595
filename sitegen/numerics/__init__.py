"""Numpy routines that several kinds and stages share; they import numpy and the standard library only."""
