"""The microVM that Kokoro runs in: image, launch, proxy, and the proof that it is it."""

__version__ = "0.1.0"
