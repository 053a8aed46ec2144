"""A text made plain: no markup, no emoji, no control characters; marks as Kokoro knows them."""
