"""Prompt templates: starting points, the system's and people's own."""
