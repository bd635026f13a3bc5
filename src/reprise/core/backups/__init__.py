"""The whole installation into a directory and back: database, stored files, and their checksums."""
