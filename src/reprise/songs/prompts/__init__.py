"""Prompts: what music is asked for."""
