"""Links by which admins let people in."""
