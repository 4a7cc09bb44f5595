"""Which neurons stopped working, card by card: a neuron that gives nothing, or lets no gradient through, is dead.

Dead is said of a window: a neuron may be silent over the last samples and busy before. A saturated unit is not silent,
yet passes next to no gradient; the criterion chooses between the two. Large layers are summed up by layer.
Source: the definition max |a| < threshold for a silent unit; for a saturated one the slope from the output, σ′ = a(1 − a),
tanh′ = 1 − a²; dying ReLUs after Lu et al. 2020, "Dying ReLU and Initialization", section 1.
"""
