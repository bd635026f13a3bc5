"""Experiments as people see them: with figures, history, and their jobs compared."""
