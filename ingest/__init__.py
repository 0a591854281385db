"""From sources to passages: what is read, how, and what became of it."""
