# An image of the command: `docker build -t dtassess .`, or the same with podman or buildah.
#
#   docker run --rm --read-only -v "$PWD:/work:ro" dtassess assess twin.yaml
#
# The first stage has a C compiler, for durable-rules, and tries what it built; the second takes only the outcome. Python
# is 3.12 because durable-rules does not run under a later one.

ARG BASE=docker.io/library/python:3.12-slim

# Caches stay in this stage, which is thrown away.
FROM ${BASE} AS build
# hadolint ignore=DL3008,DL3009
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev
WORKDIR /src
COPY . .
# By PEP 517 even where pip is old: durable-rules names no way to be built.
# hadolint ignore=DL3042
RUN python3 -m pip wheel --use-pep517 --wheel-dir /wheels '.[calendar,html]' \
    && python3 -m venv --without-pip /opt/dtassess \
    && python3 -m pip --python /opt/dtassess/bin/python install --no-index --find-links /wheels 'dtassess[calendar,html]'
RUN /opt/dtassess/bin/dtassess assess --engine durable --quiet --as-of 2026-11-23 profiles/template.yaml

FROM ${BASE}
LABEL org.opencontainers.image.title="dtassess" \
    org.opencontainers.image.description="Assesses security profiles of digital twins" \
    org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/dtassess /opt/dtassess
ENV PATH="/opt/dtassess/bin:$PATH"
WORKDIR /work
# A number, so that an orchestrator can see that it is not root. Nothing has to be written anywhere but reports.
USER 10001:10001
RUN ["dtassess", "--version"]
ENTRYPOINT ["dtassess"]
CMD ["--help"]
