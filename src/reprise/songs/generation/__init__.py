"""Generation: submit, run, cancel, retry; the life of a job."""
