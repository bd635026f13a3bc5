"""Events: written in the transaction that causes them, replayed in the order of commits."""
