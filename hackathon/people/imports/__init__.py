"""Imports: people from a spreadsheet, shown row by row before anything happens, then all or none."""
