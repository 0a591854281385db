"""One module a format: bytes in, a ParsedDocument out."""
