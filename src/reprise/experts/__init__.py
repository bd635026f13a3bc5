"""Experts: a chat that recommends people, a gate, thumbs, and what the operator learns from them."""
