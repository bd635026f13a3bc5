"""What people say of the feedback they got."""
