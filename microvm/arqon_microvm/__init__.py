"""The microVM that Kokoro runs in: its image, its launch, its proxy, and the proof that it is it."""

__version__ = "0.1.0"
