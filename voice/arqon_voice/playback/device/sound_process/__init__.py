"""The process that owns the sound device; `python -m` runs it, the player talks to it.

A separate process, because a sound server that stops answering leaves PortAudio in calls that
never return, because PortAudio and ALSA write to standard error, where the panel paints, and
because the device's callback must not wait for a busy panel.
"""
