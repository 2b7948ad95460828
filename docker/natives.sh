#!/bin/sh
# Moves the native libraries of an exploded application out of its jars into one folder, from which the system's loader
# takes them: nothing has to be unpacked when the service starts, and none is in the image twice.
# Usage: natives.sh LIB-FOLDER NATIVES-FOLDER APPLICATION-JAR
set -eu

mkdir -p "$2"
lib=$(cd "$1" && pwd)
natives=$(cd "$2" && pwd)
application=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
unpacked=$(mktemp -d)

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
rm -r "$unpacked"

# These two unpack their library into /tmp otherwise, which may be mounted noexec.
case $(uname -m) in
  x86_64) jna=linux-x86-64 sqlite=Linux/x86_64 ;;
  *) jna=linux-aarch64 sqlite=Linux/aarch64 ;;
esac
mkdir "$unpacked"
cd "$unpacked"
jar=$(echo "$lib"/jna-[0-9]*.jar)
jar xf "$jar" "com/sun/jna/$jna"
mv "com/sun/jna/$jna/libjnidispatch.so" "$natives"
rm -r com
jar=$(echo "$lib"/sqlite-jdbc-*.jar)
jar xf "$jar"
mv "org/sqlite/native/$sqlite/libsqlitejdbc.so" "$natives"
rm -r org/sqlite/native "$jar"
jar cfm "$jar" META-INF/MANIFEST.MF .
cd "$natives"
rm -r "$unpacked"

# OpenBLAS has a second name, which JavaCPP makes when it unpacks.
[ ! -e libjniopenblas_nolapack.so ] || ln -s libopenblas.so.0 libopenblas_nolapack.so.0

# JavaCPP asks the loader for the name without a version.
for file in *.so.*; do
  [ -e "$file" ] || continue
  plain=${file%%.so.*}.so
  [ -e "$plain" ] || ln -s "$file" "$plain"
done

# Where Java looks. Would JavaCPP find OpenBLAS there, it copied it at each start to give it its second name.
mkdir java
for file in *.so *.so.*; do
  case $file in
    libopenblas.so*) ;;
    *) [ ! -e "$file" ] || ln -s "../$file" java/ ;;
  esac
done

# Names for debuggers: 23 MB in ND4J's.
find . -type f -name '*.so*' -exec strip --strip-unneeded {} +

# The program's own, which it knows by its checksum: whatever is done to it must be done before.
own=io/sentiment/network/onednn/kernels/linux-x86-64.so
if [ "$(uname -m)" = x86_64 ]; then
  jar xf "$application" "$own"
  mv "$own" "java/sentiment-kernels-$(sha256sum "$own" | cut -c 1-16).so"
  rm -r io
fi
