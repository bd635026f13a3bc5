"""What the operator sees: figures, searches, gaps, and files of them."""
