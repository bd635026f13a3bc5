"""The sound of the composer: instruments, reverb, mix and master. Heavy to import."""
