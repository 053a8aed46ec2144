"""The commands: data on standard output, errors on standard error, stated exit codes."""
