"""The views of the panel, one to a module; each is made when it is looked at first."""
