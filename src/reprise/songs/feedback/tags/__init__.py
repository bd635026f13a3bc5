"""The words that feedback is tagged with, and how often."""
