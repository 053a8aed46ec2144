"""Playing sound without ever blocking who asks for it."""
