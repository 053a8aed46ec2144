"""The control panel and the `arqon-tts` command: thin users of the voice plane."""

__version__ = "0.1.0"
