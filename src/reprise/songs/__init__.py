"""The rooms of Songs, high to low: see docs/map.md."""
