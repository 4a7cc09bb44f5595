"""The gate: what a generator can decide about accessibility, measured before anything is written."""
