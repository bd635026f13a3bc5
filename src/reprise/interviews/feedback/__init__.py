"""Feedback on a completed session, with the quotes that it rests on."""
