"""A Sphinx project whose pages are notebooks, run by MyST-NB."""

project = "Gradients"
extensions = ["myst_nb"]
exclude_patterns = ["_build", "jupyter_execute"]
nb_execution_show_tb = True  # an error in a figure is shown where the build runs
