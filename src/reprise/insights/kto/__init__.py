"""Thumbs as examples to train a language model by."""
