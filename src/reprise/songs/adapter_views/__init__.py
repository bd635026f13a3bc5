"""Adapters as people see them: with figures against those of the engine alone, and their timeline."""
