"""Blind votes: what is presented, heard and said."""
