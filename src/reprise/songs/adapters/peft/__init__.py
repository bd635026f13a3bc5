"""Learned adapters as the library PEFT saves them, read without it, without torch and without pickle."""
