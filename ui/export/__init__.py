"""Answers and checks as documents to keep and send: Markdown, Word, PDF, tables."""
