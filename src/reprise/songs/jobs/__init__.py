"""Jobs as people see them: status, listing, statistics, live events."""
