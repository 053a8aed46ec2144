"""The six settings of Arqon TTS, where they come from, and how they are changed."""

__version__ = "0.1.0"
