"""Comparisons: samples side by side, at one loudness."""
