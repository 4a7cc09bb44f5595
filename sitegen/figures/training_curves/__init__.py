"""Curves of training runs: a loss, a norm or another measure by step, with a running mean, spikes and a clipping line.

Source: Kingma and Ba 2015, section 3 (bias-corrected running mean); Pascanu et al. 2013, algorithm 1 (clipping).
"""
