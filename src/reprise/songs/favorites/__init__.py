"""Favourites: the prompts and samples that a person marked."""
