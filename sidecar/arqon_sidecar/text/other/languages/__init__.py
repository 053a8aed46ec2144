"""What each language has for what is written short."""
