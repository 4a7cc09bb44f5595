// Open everything that can be opened.
() => document.querySelectorAll("details").forEach((details) => { details.open = true; })
