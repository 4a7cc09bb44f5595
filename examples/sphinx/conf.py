"""A Sphinx project with figures, in reStructuredText and in MyST."""

project = "Gradients"
extensions = ["myst_parser", "sitegen.integrations.sphinx"]
numfig = True
