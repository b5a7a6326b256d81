"""Standing consents: what somebody said yes to for every use case alike, and taking it back."""
