"""What a grammar is: forms of spans, each read once, in texts that know where they came from."""
