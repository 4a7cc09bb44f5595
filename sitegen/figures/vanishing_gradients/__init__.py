"""What is left of the gradient after its way back through many layers: on one path, in a whole layer, and at best.

One path multiplies the slopes of a single unit a layer, as the classroom experiment does. Its ReLU panel is exactly zero from the first
step, since half of all pre-activations are negative; that is a fact about one path, so the norm of a whole layer is
drawn beside it. The bound max(φ')ⁿ is the best case of a path, not the worst.
Source: the chain rule; Hochreiter 1991 for the bound; He et al. 2015, "Delving Deep into Rectifiers", equation 14,
for the factor s·√E[φ'²] of a whole layer.
"""
