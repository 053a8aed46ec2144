"""Firecracker: which releases may run the guest."""
