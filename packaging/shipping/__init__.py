"""What one installs, a module for each kind of package; `dev.py build` is the door to all."""
