"""Where projects stand once judges' severity is taken out."""
