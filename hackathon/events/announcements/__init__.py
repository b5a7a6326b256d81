"""Announcements: what organizers write to people at an event, sent now or later, and the event's chat channel."""
