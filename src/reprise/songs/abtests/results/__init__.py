"""What the votes say: verdicts, history, and the leaderboard of adapters."""
