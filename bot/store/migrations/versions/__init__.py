"""One file per revision, frozen once released: written in plain types, never by importing today's tables."""
