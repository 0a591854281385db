"""Terminal and web: shows, never decides."""
