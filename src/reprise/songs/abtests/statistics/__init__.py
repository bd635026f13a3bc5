"""What blind votes say: tests, intervals and rankings. Knows no database and no HTTP; see docs/abtests.md."""
