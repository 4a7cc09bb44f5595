"""Dead neurons, card by card: a neuron whose output is zero, or that passes no gradient, is dead.

"Dead" refers to a window: a neuron may be silent in the last samples and active before. A saturated unit is not silent,
yet passes next to no gradient; the criterion chooses between the two. Large layers are summed up by layer.
Source: the definition max |a| < threshold for a silent unit; for a saturated one the slope from the output, σ′ = a(1 − a),
tanh′ = 1 − a²; dying ReLUs after Lu et al. 2020, "Dying ReLU and Initialization", section 1.
"""
