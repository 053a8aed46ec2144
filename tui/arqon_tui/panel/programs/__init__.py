"""The programs around the panel, the service and the VM: how they stand, start and stop."""
