"""Figures over many sessions: dashboard, progress, retakes."""
