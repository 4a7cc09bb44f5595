"""Random specs, valid and not, drawn from the JSON Schema that authors' editors use."""
