#!/bin/sh
# Trains reviews-en as it is shipped: about 20 minutes and 4 GB on two cores. The same command goes on from its last
# epoch when it was interrupted.
#
#   models/train-reviews-en.sh DATA OUT
#
# DATA is the folder that holds en/; OUT is a new folder for the bundle. The variable PROGRAM is the command to run, by
# default the packaged jar.
set -eu

if [ $# -ne 2 ]; then
  echo "Usage: models/train-reviews-en.sh DATA OUT" >&2
  exit 2
fi
en=$1/en
program=${PROGRAM:-java -Xmx4g -jar $(dirname "$0")/../target/sentiment-service.jar}

# shellcheck disable=SC2086 # The program is several words.
exec $program train --name reviews-en --language en --out "$2" --checkpoints "$2.checkpoints" \
  --preset reviews --bidirectional --pooling max --maximum-length 400 --pieces 0.1 \
  --unlabelled "$en/imdb/unlabelled.txt.gz" --word-vectors 4 \
  --epochs 4 --schedule linear --warm-up 0.05 --average-decay 0.999 --dropout 0.5 --word-dropout 0.05 \
  --label-smoothing 0.1 \
  --data "$en/sst2/train.tsv.gz" "$en/sst2/train_phrases.tsv.gz" "$en/rt_polarity/train.tsv.gz" \
  "$en/imdb/train.tsv.gz" "$en/amazon/train.tsv.gz" \
  --hold-out "$en/imdb/train.tsv.gz=2500" --dev "$en/sst2/dev.tsv.gz" \
  --test "$en/sst2/test.tsv.gz" "$en/imdb/test.tsv.gz"
