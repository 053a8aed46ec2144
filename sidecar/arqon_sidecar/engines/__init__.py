"""Engines that turn phonemes into sound, behind one port."""
