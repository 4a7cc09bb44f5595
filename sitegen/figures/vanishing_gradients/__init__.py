"""Vanishing gradients: the gradient after many layers, on one path, in a whole layer, and as an upper bound.

One path multiplies the slopes of a single unit a layer, as the classroom experiment does. Its ReLU panel is exactly zero from the first
step, since half of all pre-activations are negative; that is a fact about one path, so the norm of a whole layer is
drawn next to it. The bound max(φ')ⁿ is the best case of a path, not the worst.
Source: the chain rule; Hochreiter 1991 for the bound; He et al. 2015, "Delving Deep into Rectifiers", equation 14,
for the factor s·√E[φ'²] of a whole layer.
"""
