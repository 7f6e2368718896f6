# SPDX-License-Identifier: Apache-2.0
# An image with the program and the libraries that it loads, and nothing to build it with.
#   docker build --tag ims-migrate .
#   docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$PWD:/repository" ims-migrate check my-export
# Both bases are Debian 12, so that the libraries that it is built with are those that it runs with. To pin them to the byte,
# name their digests, for instance by --build-arg SWIFT_IMAGE=swift:6.3.1-bookworm@sha256:…

ARG SWIFT_IMAGE=swift:6.3.1-bookworm
ARG BASE_IMAGE=debian:12-slim

FROM ${SWIFT_IMAGE} AS build
# Versions are those of the release that the base names: security fixes come with each build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates git libcurl4-openssl-dev libssl-dev libxml2-dev libzip-dev make pkg-config python3 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# What tells which packages are needed comes first: they are fetched again only when it changes.
COPY Package.swift ./
RUN swift package resolve
COPY . .
ARG SOURCE_DATE_EPOCH
RUN make stage \
    && FROM=.build/stage PREFIX=/usr DESTDIR=/installation Packaging/install.sh \
    && rm -r /installation/usr/share/ims-migrate

FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="ims-migrate" \
      org.opencontainers.image.description="Migrates Adobe IMS configurations of AEM exports from JWT to OAuth" \
      org.opencontainers.image.licenses="Apache-2.0"
# hadolint ignore=DL3008
RUN --mount=type=bind,source=Packaging/libraries-debian.txt,target=/libraries-debian.txt \
    apt-get update \
    && xargs apt-get install --yes --no-install-recommends ca-certificates </libraries-debian.txt \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin ims-migrate \
    # Journals, for whoever it runs as: the program gives its own folder in it to nobody else.
    && install --directory --mode=1777 /var/lib/ims-migrate
COPY --from=build /installation/usr /usr
ENV XDG_STATE_HOME=/var/lib/ims-migrate
USER 10001
WORKDIR /repository
ENTRYPOINT ["ims-migrate"]
CMD ["--help"]
