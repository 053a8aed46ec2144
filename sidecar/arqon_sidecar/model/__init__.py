"""Where a model comes from: fetching, exporting, checking and describing it."""
