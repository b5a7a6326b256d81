"""Registration: who takes part, in which role and with which skills."""
