"""Profiles by layer: how a gradient shrinks or grows with initialisation, shortcuts and normalisation, and measured values beside it.

Source: He et al. 2015, equations 10 and 14; Glorot and Bengio 2010, equations 12 and 16; Saxe et al. 2014, section 3; He et al. 2016,
"Identity mappings in deep residual networks", equation 5; Yang et al. 2019 (batch normalisation).
"""
