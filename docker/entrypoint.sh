#!/bin/sh
# Sizes the Java machine by the container's memory limit, then becomes it. docs/operations.md explains the rule.
#
# Nine tenths of the memory are given out. The Java machine itself takes a fixed part of them; the rest is halved
# between heap and native arrays. Where this container also trains, a training process gets a fixed part of its own,
# and the rest is quartered. So the sum of all bounds stays below the limit, and who asks for too much gets an error
# of Java instead of a kill by the kernel.
set -eu

# The mebibytes that a Java machine takes besides heap and arrays: classes, compiled code, stacks, libraries.
SERVICE_OVERHEAD=288
TRAINING_OVERHEAD=192
# More heap would only make collections longer; arrays take what is left.
LARGEST_HEAP=4096

groups=${SENTIMENT_CGROUP:-/sys/fs/cgroup}
machine=${SENTIMENT_MEMINFO:-/proc/meminfo}
home=${SENTIMENT_HOME:-/app}

# The limit in mebibytes: that of cgroup v2 or v1, or all memory of the machine where it is smaller or there is none.
memory() {
  total=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' "$machine") / 1024))
  limit=
  for file in "$groups/memory.max" "$groups/memory/memory.limit_in_bytes"; do
    if [ -r "$file" ]; then
      limit=$(cat "$file")
      break
    fi
  done
  case $limit in
    '' | *[!0-9]*) echo "$total" ;;
    # Too long for the shell's numbers: version 1 writes so that there is no limit.
    ????????????????*) echo "$total" ;;
    *)
      limit=$((limit / 1048576))
      if [ "$limit" -lt "$total" ]; then echo "$limit"; else echo "$total"; fi
      ;;
  esac
}

trains() {
  case ",${SENTIMENT_ROLES:-serve,train}," in
    *,train,*) true ;;
    *) false ;;
  esac
}

heap_of() {
  if [ "$1" -gt "$LARGEST_HEAP" ]; then echo "$LARGEST_HEAP"; else echo "$1"; fi
}

memory=$(memory)
given=$((memory * 9 / 10))
training=0
if trains; then
  flexible=$((given - SERVICE_OVERHEAD - TRAINING_OVERHEAD))
  share=$((flexible / 2))
  minimum=1024
else
  flexible=$((given - SERVICE_OVERHEAD))
  share=$flexible
  minimum=768
fi
if [ "$memory" -lt "$minimum" ]; then
  echo "The container has $memory MiB of memory: give it at least $minimum MiB." >&2
  exit 2
fi
heap=$(heap_of $((share / 2)))
arrays=$((share - heap))

if trains; then
  training_heap=$(heap_of $((share / 2)))
  training_arrays=$((share - training_heap))
  training=$((TRAINING_OVERHEAD + training_heap + training_arrays))
  export SENTIMENT_TRAINING_MAX_HEAP="${SENTIMENT_TRAINING_MAX_HEAP:-${training_heap}MB}"
  export SENTIMENT_TRAINING_MAX_NATIVE="${SENTIMENT_TRAINING_MAX_NATIVE:-${training_arrays}MB}"
fi

# Two models and a new version have one each.
table=$((arrays / 4))
if [ "$table" -gt 256 ]; then table=256; fi
export SENTIMENT_INFERENCE_TABLE_MEMORY="${SENTIMENT_INFERENCE_TABLE_MEMORY:-${table}MB}"

# Names of this script alone, which the service would take for misspelt settings.
unset SENTIMENT_CGROUP SENTIMENT_MEMINFO SENTIMENT_HOME

# Each arena of the C library keeps memory that it has freed.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

# The other collector needs a tenth of the heap for itself, which is worth it only for large ones.
if [ "$heap" -lt 512 ]; then collector=-XX:+UseSerialGC; else collector=-XX:+UseG1GC; fi

# The second compiler waits for what is done often: a start does most things once.
compiler="-XX:Tier4InvocationThreshold=10000 -XX:Tier4MinInvocationThreshold=1200 \
  -XX:Tier4CompileThreshold=30000 -XX:Tier4BackEdgeThreshold=80000"

# Settings of the user come last: the last one counts.
# shellcheck disable=SC2086
exec java \
  "-Xmx${heap}m" \
  "$collector" \
  $compiler \
  -XX:ReservedCodeCacheSize=96m \
  -XX:MaxDirectMemorySize=32m \
  -XX:+ExitOnOutOfMemoryError \
  "-Djava.library.path=$home/natives/java" \
  "-Dorg.sqlite.lib.path=$home/natives" \
  "-Djna.boot.library.path=$home/natives" \
  "-XX:SharedArchiveFile=$home/sentiment-service.jsa" \
  -Xlog:cds=off \
  -Xlog:cds+dynamic=off \
  "-Dorg.bytedeco.javacpp.maxbytes=${arrays}m" \
  "-Dorg.bytedeco.javacpp.maxphysicalbytes=$((given - training))m" \
  ${JAVA_OPTS:-} \
  -jar "$home/sentiment-service.jar" "$@"
