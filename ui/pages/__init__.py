"""One file a page of the web interface."""
