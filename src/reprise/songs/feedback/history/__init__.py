"""All feedback of the installation, newest first, filtered."""
