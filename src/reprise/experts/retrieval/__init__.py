"""Finding experts for what a visitor asks: by words, by meaning where an embedder is set, or both."""
