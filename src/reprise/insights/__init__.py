"""What is seen across the apps."""
