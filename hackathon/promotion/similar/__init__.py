"""Similar cases: what others build or built already, while a project is being nominated."""
