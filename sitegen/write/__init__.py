"""Scene, description and audit become the files of one figure, in memory."""
