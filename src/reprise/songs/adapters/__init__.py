"""Adapters: versioned modifications of an engine."""
