"""The experiment: random weights, both networks on one sequence, and what is measured on their gradients."""
