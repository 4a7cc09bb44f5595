"""Graphs: nodes and edges with numbers, in layers. The author declares what the numbers mean.

Source: layers in which every edge leads onwards, with few crossings (Sugiyama, Tagawa and Toda 1981, IEEE SMC 11, 109).
"""
