"""Parts of the description of a bptt-norm figure: rates and verdicts, the prediction, answers, tables."""
