"""The voice plane: it turns an utterance into sound, or fails as the settings say."""

__version__ = "0.1.0"
