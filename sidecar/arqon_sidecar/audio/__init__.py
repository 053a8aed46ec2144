"""Sound as the engine makes it, to the sound that was asked for."""
