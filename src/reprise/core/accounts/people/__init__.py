"""Who is here, in which role."""
