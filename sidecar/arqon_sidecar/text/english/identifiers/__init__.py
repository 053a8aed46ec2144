"""Numbers and letters that name: serials, registers, telephones, post codes."""
