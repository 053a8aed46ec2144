"""The channel between the holder of the voice and its clients: JSON lines over a Unix socket."""
