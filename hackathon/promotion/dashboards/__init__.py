"""What owners, stewards and sponsors have to look after, each on one page."""
