"""Checks of what an installation reaches outside: the mail server, the proxy, and whom it trusts."""

import smtplib
import socket
import ssl
from datetime import timedelta
from urllib.parse import urlsplit

from hackathon.core.checks import Unwell
from hackathon.core.mail import greet_server
from hackathon.toolbox import Toolbox

PATIENCE = 5
SOON = timedelta(days=14)


def mail(toolbox: Toolbox) -> str:
    """Sign in at the mail server, without sending anything."""
    if toolbox.settings.smtp_url is None:
        return "no server is set: mails are kept, and an administrator reads them in the browser"
    try:
        greet_server(toolbox.settings)
    except (OSError, smtplib.SMTPException) as trouble:
        raise Unwell(f"The server does not take mail ({trouble}). Check HACKATHON_SMTP_URL.") from None
    return f"the server answers; mail is sent as {toolbox.settings.mail_from}"


def proxy(toolbox: Toolbox) -> str:
    """Connect to the proxy."""
    if toolbox.settings.proxy is None:
        return "none is set: hosts are reached directly"
    address = urlsplit(toolbox.settings.proxy)
    place = (address.hostname or "", address.port or (443 if address.scheme == "https" else 80))
    try:
        socket.create_connection(place, timeout=PATIENCE).close()
    except OSError as trouble:
        raise Unwell(f"Nothing answers at {place[0]}:{place[1]} ({trouble}). Check HACKATHON_PROXY.") from None
    return f"answers at {place[0]}:{place[1]}"


def certificates(toolbox: Toolbox) -> str:
    """See that the company's certificates can be read, and for how long they are good."""
    bundle = toolbox.settings.ca_bundle
    if bundle is None:
        return "no bundle is set: those of the system are trusted"
    try:
        trusted = ssl.create_default_context(cafile=bundle).get_ca_certs()
    except ssl.SSLError:
        trusted = []
    if not trusted:
        raise Unwell(f"There are no certificates in {bundle}. HACKATHON_CA_BUNDLE is a file of PEM certificates.")
    ends = min(ssl.cert_time_to_seconds(str(each["notAfter"])) for each in trusted)
    if ends < (toolbox.clock() + SOON).timestamp():
        raise Unwell(f"A certificate in {bundle} is out of date, or will be in two weeks. Ask for a new bundle.")
    return f"{len(trusted)} trusted from {bundle}"
