"""The worker, schedule and web of an installation with bells: `python -m tests.running.house worker`."""

import os
import sys
import threading

from werkzeug.serving import make_server

from hackathon.app import create_app
from hackathon.core.config import Settings
from hackathon.core.logs import configure_logs
from hackathon.schedule import keep_time
from hackathon.worker import work
from tests.clocks import StandingClock
from tests.running.bells import hold_commits, toolbox_with_bells


def main(part: str) -> None:
    """Be one part."""
    configure_logs()
    settings = Settings.from_env(os.environ)
    if part == "web":
        hold_commits()
        app = create_app(settings, clock=StandingClock())
        make_server(settings.host, settings.port, app, threaded=True).serve_forever()
    elif part == "schedule":
        keep_time(toolbox_with_bells(settings), threading.Event())
    else:
        work(toolbox_with_bells(settings), burst=part == "burst")


if __name__ == "__main__":
    main(sys.argv[1])
