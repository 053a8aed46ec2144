"""What runs inside the guest, on a bare Python: its first process. Copied into the image."""
