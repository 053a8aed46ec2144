"""From phonemes to the sound of an utterance: segments, the vocoder's windows, joins."""
