"""Feedback as files, each row with what it takes to make the sample again."""
