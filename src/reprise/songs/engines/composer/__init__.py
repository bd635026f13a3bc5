"""The composer: writes a score from a prompt and plays it on synthesised instruments."""
