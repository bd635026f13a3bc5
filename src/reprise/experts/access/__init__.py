"""Who a visitor is, and the email that opens the profiles."""
