"""Requests that may be repeated: what was answered once is answered again."""
