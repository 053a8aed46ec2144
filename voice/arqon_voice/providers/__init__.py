"""Speech providers: Kokoro over HTTP, and the fallback that needs nobody."""
