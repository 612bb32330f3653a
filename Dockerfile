# A static binary in an empty image: no shell, no package manager, not root.
# Build: docker build -t readout .
#        podman and buildah keep the health check with --format docker only.
# Run:   see deploy/compose.yml; the file system may be read-only but for /data.

FROM docker.io/library/golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.release=${VERSION}" -o /out/readout ./cmd/readout \
 && mkdir -p /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /out/readout /readout
USER 65532:65532
# readout.yml and readout.db are looked for here.
WORKDIR /data
VOLUME ["/data"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["/readout", "health"]
ENTRYPOINT ["/readout"]
CMD ["run"]
