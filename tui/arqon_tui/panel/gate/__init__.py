"""Gate 6 in the panel: what is proven, its artifacts, and the check that runs."""
