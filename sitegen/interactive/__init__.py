"""Interactive figures: compute every state, merge the states mark by mark, and write the differences as ``states.json``."""
