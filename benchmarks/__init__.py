"""Side-by-side figures: this bot against three others, each in its own process and environment."""
