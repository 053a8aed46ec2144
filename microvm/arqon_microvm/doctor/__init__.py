"""Whether this host can run the guest in Firecracker: each thing looked at, and what to do."""
