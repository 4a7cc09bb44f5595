"""Gradient norms through time: how much of the gradient is left, in a plain recurrent network and in a GRU.

Both networks read the same tokens with weights from the same seed, untrained; the loss is taken after the last token,
and backpropagation through time measures the norm of its gradient at every hidden state, in log space. The figure shows
both norms, what the spectral radius predicts, and answers what they mean: all from the numbers, so that it says what was
measured. Settings whose gradients grow are cut to what is the same on every machine.
Source: backpropagation through time, ∂L/∂h_{t−1} = W_hhᵀ ((1 − h_t²) ∘ ∂L/∂h_t) for the RNN; Pascanu, Mikolov and Bengio
2013, equation 5; the GRU as h_t = (1 − z_t) ∘ h_{t−1} + z_t ∘ h̃_t (Chung et al. 2014), or with z_t and 1 − z_t exchanged.
"""
