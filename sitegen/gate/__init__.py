"""The gate: what a generator can decide about accessibility, measured on shapes, motion, words and look before anything is written."""
