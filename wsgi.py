"""The address a production server loads: `gunicorn wsgi:application`."""

import os

from hackathon.app import create_app
from hackathon.core.config import Settings

application = create_app(Settings.from_env(os.environ))
