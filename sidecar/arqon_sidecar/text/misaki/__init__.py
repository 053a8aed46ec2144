"""Reading by misaki, which Kokoro was trained with: English, Mandarin and Japanese."""
