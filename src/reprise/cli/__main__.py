"""`python -m reprise.cli`."""

from reprise.cli import main

main()
