"""The address a production server loads: `gunicorn wsgi:application`."""

import os

from hackathon.app import create_app
from hackathon.core.config import Settings
from hackathon.core.logs import configure_logs

configure_logs()
application = create_app(Settings.from_env(os.environ))
