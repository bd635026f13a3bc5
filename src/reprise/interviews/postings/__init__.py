"""Job postings that a person practises for."""
