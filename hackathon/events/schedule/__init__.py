"""Schedule: what is due when, as reminders that arrive in time and as calendars people subscribe to."""
