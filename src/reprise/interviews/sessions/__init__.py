"""Sessions and their transcripts: start, pause, complete, retake."""
