"""What is decided without I/O: records, rules of absences, jobs and daily updates, reading of sentences."""
