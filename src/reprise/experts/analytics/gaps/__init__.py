"""What visitors asked and nobody fits well."""
