"""The chat: a question in, experts with reasons out, as they come."""
