"""Checks of claims: is this a claim, what are its parts, do the documents say so, and word by word what differs."""
