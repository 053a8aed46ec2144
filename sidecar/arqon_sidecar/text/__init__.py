"""Text as it was sent, to the phonemes that Kokoro speaks."""
