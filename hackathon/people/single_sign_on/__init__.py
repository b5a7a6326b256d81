"""Single sign-on: identity providers vouch for people by OpenID Connect, and say which groups they are in."""
