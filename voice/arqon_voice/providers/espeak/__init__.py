"""The fallback voice: espeak-ng in its own process."""
