"""Listening: what was heard of each sample."""
