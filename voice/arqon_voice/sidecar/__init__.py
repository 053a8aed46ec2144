"""The sidecar as the host sees it: health, watch, availability."""
