"""Histograms: numbers, or counts in bins, as rows on one axis. The author declares what they mean.

Source: a bin's height is count / (N · width), the histogram as a density estimate (Silverman 1986, section 2.2).
"""
