"""SQLite files that several processes share, and what can be wrong with them."""
