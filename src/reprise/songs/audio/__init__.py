"""Audio: the files that were made, their facts, and how they are served."""
