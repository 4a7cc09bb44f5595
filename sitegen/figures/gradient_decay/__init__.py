"""Gradient magnitude at each layer of a deep network, by its initialisation scale and activation.

Each value is (s·f)^k: the initialisation scale times the activation's slope, once for each of the k steps from the loss.
The slope follows one of two rules: the classroom's mean rule puts He's scale √2 at 0.707 a layer, the second moment
(rms) puts it at exactly 1.
Source: the geometric-series approximation of backpropagation; He et al. 2015, "Delving Deep into Rectifiers",
equation 14.
"""
