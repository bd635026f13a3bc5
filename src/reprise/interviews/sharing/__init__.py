"""Read-only links to one session, for a coach."""
