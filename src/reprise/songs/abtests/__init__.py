"""Blind A/B tests: which of two adapters people prefer, without their knowing which is which."""
