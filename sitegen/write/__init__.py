"""Write the files of one figure, in memory, from scene, description and audit."""
