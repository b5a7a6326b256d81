# One image for every part: `web` unless another command is given (migrate, worker, schedule, doctor, backup …).
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/venv
WORKDIR /app
COPY requirements/base.lock requirements/
RUN /opt/venv/bin/pip install --require-hashes --no-deps -r requirements/base.lock
COPY pyproject.toml README.md LICENSE wsgi.py ./
COPY hackathon hackathon
COPY templates templates
COPY migrations migrations
# Its own build tools are in the lock: nothing is fetched that is not.
RUN /opt/venv/bin/pip install --no-deps --no-build-isolation --editable . \
    && /opt/venv/bin/python -m compileall -q /opt/venv/lib hackathon migrations wsgi.py

FROM python:3.12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 hackathon \
    && useradd --system --uid 10001 --gid hackathon --home-dir /nonexistent --shell /usr/sbin/nologin hackathon \
    && install --directory --owner=hackathon --group=hackathon --mode=0700 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HACKATHON_PRODUCTION=1 HACKATHON_DATA_DIR=/data HOST=0.0.0.0 PORT=8000
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["hackathon"]
CMD ["web"]
