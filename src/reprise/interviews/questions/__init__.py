"""Questions that a writer asks, and the answers to them."""
