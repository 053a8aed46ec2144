"""The panel in a browser of the same machine: `arqon-tts web`."""
