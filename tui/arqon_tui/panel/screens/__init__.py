"""What opens over the panel."""
