"""Experiments: the jobs of one question, kept together."""
