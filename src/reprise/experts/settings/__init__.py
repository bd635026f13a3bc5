"""What an operator sets while the chat runs."""
