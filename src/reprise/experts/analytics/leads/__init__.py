"""People who left their email, as the operator sees them."""
