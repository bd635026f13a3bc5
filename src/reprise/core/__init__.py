"""What all apps share; knows no product."""
