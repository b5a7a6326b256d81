"""The matrix: which class of data may go to which tool, in versions."""
