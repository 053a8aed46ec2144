"""The guest's image: kernel, initramfs, root and model, built the same from the same inputs."""
