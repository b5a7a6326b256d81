"""The doctor: looks at everything an installation stands on, and says what to do about what is not in order."""
