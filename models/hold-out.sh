#!/bin/sh
# Takes every so many-th row of each file for a development set of a domain. `train --dev` then leaves out every training row
# that has, or resembles, one of its texts, in whatever file it stands.
#
#   models/hold-out.sh OUT EVERY FOLDER NAME ...
#
# OUT is the TSV file to write, unless it is there. The rows are those of FOLDER/NAME.tsv.gz, with the columns label and text.
set -eu

if [ $# -lt 4 ]; then
  echo "Usage: models/hold-out.sh OUT EVERY FOLDER NAME ..." >&2
  exit 2
fi
out=$1
every=$2
folder=$3
shift 3
[ ! -e "$out" ] || exit 0

mkdir -p "$(dirname "$out")"
{
  printf 'label\ttext\n'
  for name in "$@"; do
    gzip -dc "$folder/$name.tsv.gz" | tail -n +2 | awk -v every="$every" 'NR % every == 0'
  done
} >"$out.unfinished"
mv "$out.unfinished" "$out"
