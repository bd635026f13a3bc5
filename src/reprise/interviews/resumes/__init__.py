"""Résumés: one for each person."""
