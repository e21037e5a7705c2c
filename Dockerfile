# The bot in an image: the product alone, as a user without rights, on a root file system that may be read-only.
# Python 3.11 because the tests run on it; every pinned dependency has wheels for 3.13 as well (--build-arg PYTHON=3.13).
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /src
# .dockerignore lets through what the product needs and nothing else: no sandbox, no tests, no secrets.
COPY . .
# Every file that is installed has the hash that was written down with the code, the build tool's included.
RUN python -m venv --without-pip /opt/bot \
 && pip --python /opt/bot/bin/python install --require-hashes --requirement requirements-lock.txt \
 && pip install --require-hashes --requirement requirements-build-lock.txt \
 && python -m hatchling build --target wheel --directory /tmp/wheel \
 && pip --python /opt/bot/bin/python install --no-deps --no-index /tmp/wheel/*.whl \
 && /opt/bot/bin/python -P -m app --help

FROM python:${PYTHON}-slim
LABEL org.opencontainers.image.title="Personio for Microsoft Teams" \
      org.opencontainers.image.licenses="MIT"
# Nothing in the image needs pip, and nobody should find it here. The database's folder belongs to the bot's user.
RUN rm -rf /usr/local/bin/pip* /usr/local/lib/python3.*/site-packages/* /usr/local/lib/python3.*/ensurepip \
 && install -d -o 65532 -g 65532 -m 0755 /data
COPY --from=build /opt/bot /opt/bot
# HOST: the container's own addresses; PYTHONSAFEPATH: no code is ever loaded from /data.
ENV HOST=0.0.0.0 \
    PATH=/opt/bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONSAFEPATH=1
# A number, so that Kubernetes can see that it is not root.
USER 65532:65532
# Where SQLite's file goes unless DATABASE_URL says otherwise: the only state.
WORKDIR /data
EXPOSE 3978
STOPSIGNAL SIGTERM
# Three addresses at most, 1.5 seconds each: whatever HOST is, IPv6 too.
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s --retries=3 \
    CMD ["python", "-m", "bot.cli.health"]
ENTRYPOINT ["python", "-m", "app"]
