"""Readers of data files that a spec names: CSV, JSON and NPZ."""
