# The service in a container: docker build -t sentiment-service:0.1.0 .
# With cuBLAS for GPUs of NVIDIA: docker build --build-arg VARIANT=cuda -t sentiment-service:0.1.0-cuda .
# The root file system may be read-only; /data and /tmp are written to.
ARG JAVA=17
# What the service is put into: cpu or cuda. The jar is the same.
ARG VARIANT=cpu
# cuBLAS of CUDA 12 runs with drivers from 525 on; that of 12.8 and newer knows every GPU from Turing to Blackwell.
ARG CUDA=12.9.1

FROM eclipse-temurin:${JAVA}-jdk-jammy AS dependencies
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
# A layer of its own, which changes only with the pom.
RUN ./mvnw -B -q dependency:resolve dependency:resolve-plugins -DincludeScope=runtime

FROM dependencies AS jar
COPY models models
COPY src/main src/main
RUN ./mvnw -B -q package -Dmaven.test.skip=true -Dspotless.check.skip=true

# Needs a JDK's jar and javac, and of the stage before it only /build/target/sentiment-service.jar.
FROM eclipse-temurin:${JAVA}-jdk-jammy AS exploded
WORKDIR /exploded
COPY docker docker
COPY --from=jar /build/target/sentiment-service.jar ./
RUN java -Djarmode=tools -jar sentiment-service.jar extract --layers --destination layers \
    && docker/natives.sh layers/dependencies/lib natives layers/application/sentiment-service.jar \
    && javac -d probes docker/Probe.java

FROM eclipse-temurin:${JAVA}-jre-jammy AS base-cpu

# NVIDIA's image without its libraries but for cuBLAS, and the same Java on the same Ubuntu as above: user, health check and
# everything else below are those of the ordinary image.
FROM nvidia/cuda:${CUDA}-base-ubuntu22.04 AS base-cuda
RUN apt-get update \
    && apt-get install -y --no-install-recommends "libcublas-$(echo "${CUDA_VERSION%.*}" | tr . -)" \
    && rm -rf /var/lib/apt/lists/*
COPY --from=base-cpu /opt/java/openjdk /opt/java/openjdk
# Whether a driver will do is the service's to find out: where it will not, the CPU computes and the pod runs. What the driver
# translates of our kernels it keeps in /tmp, for the training processes.
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:$PATH \
    LANG=C.UTF-8 \
    LC_ALL=C.UTF-8 \
    CUDA_CACHE_PATH=/tmp/cuda \
    NVIDIA_DISABLE_REQUIRE=true

FROM base-${VARIANT}
ARG VARIANT
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Sentiment service" \
      org.opencontainers.image.description="Tells whether texts are positive or negative (${VARIANT})" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

RUN groupadd --gid 10001 sentiment \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin sentiment \
    && mkdir /data && chown 10001:10001 /data
WORKDIR /app

# What changes seldom comes first.
COPY --from=exploded /exploded/natives natives
COPY --from=exploded /exploded/layers/dependencies ./
COPY --from=exploded /exploded/layers/spring-boot-loader ./
COPY --from=exploded /exploded/layers/snapshot-dependencies ./
COPY --from=exploded /exploded/layers/application ./
COPY --from=exploded /exploded/probes probes
COPY --chmod=755 docker/entrypoint.sh entrypoint
COPY --chmod=755 docker/probe.sh probe

# The training process inherits the library path too. It names where cuBLAS is, and where some clusters mount the driver. The
# last two are for NVIDIA's container runtime.
ENV LD_LIBRARY_PATH=/app/natives:/usr/local/nvidia/lib64:/usr/local/cuda/lib64 \
    SENTIMENT_DATA_DIRECTORY=/data \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility

# Starts that end when the models have answered: they prove that the image starts, and write down the classes.
RUN java -Xmx512m -Xlog:cds=off -Xlog:cds+dynamic=off \
        -Djava.library.path=/app/natives/java -Dorg.sqlite.lib.path=/app/natives \
        -Djna.boot.library.path=/app/natives -XX:ArchiveClassesAtExit=/app/sentiment-service.jsa \
        -jar sentiment-service.jar rehearse \
    && rm -rf /tmp/* && chmod 644 /app/sentiment-service.jsa

USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=12s --start-period=60s --retries=3 \
    CMD ["/app/probe", "http://127.0.0.1:8080/v2/health/ready"]
ENTRYPOINT ["/app/entrypoint"]
