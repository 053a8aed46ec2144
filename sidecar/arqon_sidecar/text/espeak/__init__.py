"""Reading by espeak-ng, which runs in a child process: every language that has a voice there."""
