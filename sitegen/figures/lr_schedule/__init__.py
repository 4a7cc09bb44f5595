"""Learning rates step by step: warm-up, a stable phase and a decay, of one schedule or of several.

Source: Loshchilov and Hutter 2017, equation 5 (cosine); Vaswani et al. 2017, equation 3 (inverse square root); Smith and
Topin 2018 (one cycle); Hu et al. 2024, section 4 (warm-up, stable, decay).
"""
