"""The commands of the `hackathon` program: `hackathon web` is the function `web` in `web.py` here, and so are all."""
