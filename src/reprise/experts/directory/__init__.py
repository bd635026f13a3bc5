"""The people who can be recommended."""
