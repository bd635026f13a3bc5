"""Who may vote on a test: people who are signed in, and people with a link."""
