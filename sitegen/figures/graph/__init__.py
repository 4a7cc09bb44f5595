"""Graphs: anyone's nodes and edges, with numbers on both, in layers, and what the numbers mean as declared by the author.

Source: layers in which every edge leads onwards, with few crossings (Sugiyama, Tagawa and Toda 1981, IEEE SMC 11, 109).
"""
