"""What lets a build make only what changed: a store of results, stamps of files, and a record of the last build."""
