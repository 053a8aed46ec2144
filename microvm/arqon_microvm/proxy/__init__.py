"""From 127.0.0.1:7781 to the guest's vsock port."""
