"""What a document is, read from its own words: pure, no I/O, no framework. Start at ``document.describe``."""
