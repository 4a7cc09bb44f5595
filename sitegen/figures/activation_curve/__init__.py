"""Value and slope of an activation function, with a tangent, and what the slope does to a gradient.

Source: the papers that `sitegen.numerics.activations` names; the mean square of the slope after He et al. 2015, equation 14.
"""
