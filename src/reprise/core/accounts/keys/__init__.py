"""Keys for programs that act for a person."""
