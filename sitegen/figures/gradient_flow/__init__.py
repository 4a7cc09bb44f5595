"""A backward pass to watch: one wave travels from the loss to the input and shows the gradient that reaches each layer.

A column of neurons per layer, laid out from the widths alone; the active layer is fully lit, the two ahead of it glow
at 0.55 and 0.25 of its strength. A bar under each layer shows all magnitudes at once, on a logarithmic axis. Every pass
is finite in files; a loop exists only on pages, which have a Pause control.
Source: the author's own magnitudes, inline or from a file, another figure's, or the vanishing series 0.55^(L−1−l), an example and no
measurement.
"""
