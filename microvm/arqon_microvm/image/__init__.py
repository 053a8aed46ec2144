"""The guest's image. So far: the kernel out of a distribution's package, and an initramfs."""
