"""Interactive figures: every state is computed, the states are merged mark by mark, and the differences written as ``states.json``."""
