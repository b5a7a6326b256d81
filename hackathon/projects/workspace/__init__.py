"""The workspace: a project's page and its description while it is made."""
