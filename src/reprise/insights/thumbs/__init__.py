"""Whether people liked what they got, app by app."""
