"""What keys do in the world: loaded after the first paint."""
