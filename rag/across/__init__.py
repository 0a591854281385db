"""Work across documents: what changed between two, when things happened, who is responsible, what words mean."""
