"""What the commands do; `reprise.cli` only reads their options."""
