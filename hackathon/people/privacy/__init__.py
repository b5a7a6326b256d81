"""Privacy: what is kept about people, exports of one's own data, erasing oneself, and what is forgotten by itself."""
