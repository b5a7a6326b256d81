"""Accounts: who may come in, how they sign in, and which site roles they hold."""
