"""Running the guest: its monitor, its identity, its console, and what happens when it fails."""
