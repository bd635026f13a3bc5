"""`make soak`: an installation under load while things break, and an account of all that it promised."""
