#!/bin/sh
# Moves the native libraries of an exploded application out of its jars into one folder, from which the system's loader
# takes them: nothing has to be unpacked when the service starts, and none is in the image twice.
# Usage: natives.sh LIB-FOLDER NATIVES-FOLDER
set -eu

lib=$1
natives=$2
unpacked=$(mktemp -d)
mkdir -p "$natives"

# Only jars for a platform, such as nd4j-native-1.0.0-M2.1-linux-x86_64.jar, have native libraries of JavaCPP.
for jar in "$lib"/*-linux-*.jar; do
  (cd "$unpacked" && jar xf "$jar")
  rm "$jar"
done

find "$unpacked" -type f -name '*.so*' | while read -r file; do
  name=$(basename "$file")
  if [ ! -e "$natives/$name" ]; then
    mv "$file" "$natives/$name"
  fi
done

# JavaCPP asks the loader for the name without a version.
cd "$natives"
for file in *.so.*; do
  [ -e "$file" ] || continue
  plain=${file%%.so.*}.so
  [ -e "$plain" ] || ln -s "$file" "$plain"
done
rm -r "$unpacked"
