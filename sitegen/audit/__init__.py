"""Audit: what can be measured about the accessibility of a figure without a browser, and the rules that it must keep."""
