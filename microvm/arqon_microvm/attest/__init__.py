"""Proof that what answers at the VM's address is this Firecracker VM, for this host's operator."""
