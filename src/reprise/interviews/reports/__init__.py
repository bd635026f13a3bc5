"""One session as a document to take away."""
