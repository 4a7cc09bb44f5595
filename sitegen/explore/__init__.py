"""Stage 3b: every state that a reader may choose is computed, drawn and told when the figure is made."""
