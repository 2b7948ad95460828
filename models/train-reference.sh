#!/bin/sh
# Trains the preset `reference` (10,000 tokens; embedding 512; one LSTM of 1,024 units; 25 tokens of a text) twice on the same
# rows: plain, on the 25 tokens alone, and with the state carried on from piece to piece of 25 tokens. Nothing of it is
# shipped: docs/models.md has what came of it. Started again, it goes on.
#
#   models/train-reference.sh DATA OUT [OPTION of train ...]
#
# DATA is the folder that holds en/; OUT is a folder for the two bundles. Further options go to `train`. The variable PROGRAM
# is the command to run, by default the packaged jar.
set -eu

if [ $# -lt 2 ]; then
  echo "Usage: models/train-reference.sh DATA OUT [OPTION of train ...]" >&2
  exit 2
fi
models=$(dirname "$0")
en=$1/en
out=$2
shift 2
program=${PROGRAM:-java -Xmx4g -jar $models/../target/sentiment-service.jar}
mkdir -p "$out"

# With --stateful rows are read in the order of the file, each in the state of one before it. SST-2's file has rows of one label
# after each other, which a network would learn instead of the texts: so the rows of both files are shuffled, always alike.
for name in sst2 imdb; do
  [ -e "$out/$name.tsv" ] && continue
  {
    printf 'label\ttext\n'
    gzip -dc "$en/$name/train.tsv.gz" | tail -n +2 | awk 'BEGIN { srand(42) } { printf "%.9f\t%s\n", rand(), $0 }' |
      LC_ALL=C sort -n | cut -f 2-
  } >"$out/$name.unfinished" && mv "$out/$name.unfinished" "$out/$name.tsv"
done

# reference NAME [OPTION of train ...]
reference() {
  name=$1
  shift
  # shellcheck disable=SC2086 # The program is several words.
  [ -e "$out/$name" ] || $program train --name "$name" --language en --out "$out/$name" --checkpoints "$out/$name.checkpoints" \
    --preset reference --epochs 2 --batch-size 32 --average-decay 0.99 \
    --data "$out/sst2.tsv" "$out/imdb.tsv" --cap "$out/imdb.tsv=4000" --hold-out "$out/imdb.tsv=1000" \
    --dev "$en/sst2/dev.tsv.gz" --test "$en/sst2/test.tsv.gz" \
    --sources "$models/sources.tsv" "$@"
}

reference reference-plain "$@"
reference reference-stateful --stateful --chunk 25 "$@"
