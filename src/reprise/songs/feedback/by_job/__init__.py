"""Feedback seen from jobs: of one, and in a word of many."""
