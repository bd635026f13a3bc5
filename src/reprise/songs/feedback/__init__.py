"""Feedback: what people said of samples."""
