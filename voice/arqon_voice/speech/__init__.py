"""From an utterance to its one ending: queue, failure contract, plane."""
