#!/bin/sh
# Trains reviews-zh as it is shipped: about 13 minutes on one core, and 3 GB. The same command goes on from its last
# epoch when it was interrupted.
#
#   models/train-reviews-zh.sh DATA OUT
#
# DATA is the folder that holds zh/; OUT is a new folder for the bundle. The variable PROGRAM is the command to run, by
# default the packaged jar.
set -eu

if [ $# -ne 2 ]; then
  echo "Usage: models/train-reviews-zh.sh DATA OUT" >&2
  exit 2
fi
zh=$1/zh
program=${PROGRAM:-java -Xmx3g -jar $(dirname "$0")/../target/sentiment-service.jar}

# shellcheck disable=SC2086 # The program is several words.
exec $program train --name reviews-zh --language zh-Hans --out "$2" --checkpoints "$2.checkpoints" \
  --preset reviews --bidirectional --pooling max --pieces 0.05 --word-vectors 5 \
  --epochs 5 --schedule linear --warm-up 0.05 --average-decay 0.999 --dropout 0.4 --word-dropout 0.02 \
  --mixing-temperature 3 --adversarial 1 \
  --data "$zh/chnsenticorp/train.tsv.gz" "$zh/online_shopping/train.tsv.gz" \
  --dev "$zh/chnsenticorp/dev_not_in_train.tsv.gz" \
  --test "$zh/chnsenticorp/test.tsv.gz" "$zh/chnsenticorp/test_not_in_train.tsv.gz" \
  --measuring-rows "$(dirname "$0")/reviews-zh/measuring-rows.jsonl"
