"""Durable work: enqueued with the row it belongs to, run by workers, recovered when they die."""
