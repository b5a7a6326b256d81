"""Formation: founding, joining and leaving teams."""
