"""The offline question writer: templates filled from the posting, the résumé and what was said."""
