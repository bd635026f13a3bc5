"""What all feedback comes to, and which samples have none."""
