"""Several people in one installation: how they come in, what they may manage, how they leave."""
