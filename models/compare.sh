#!/bin/sh
# Trains a simple RNN, a wider one with as many weights as the LSTM, an LSTM, a stacked and a bidirectional LSTM on the
# same rows with the same budget, and compares them by text length: the tables and plots of docs/models.md. About half an
# hour on two cores.
#
#   models/compare.sh DATA OUT [OPTION of train ...]
#
# DATA is the folder that holds en/imdb and en/sst2. OUT is a new folder for the five bundles, comparison.txt,
# accuracy-by-length.svg and reliability.svg. Further options go to each of the five trainings, such as `--epochs 1` or
# `--seed 7`. Other files than those of DATA are named, between blanks, by the variables TRAIN, DEV and TEST; the
# variable PROGRAM is the command to run, by default the packaged jar.
set -eu

if [ $# -lt 2 ]; then
  echo "Usage: models/compare.sh DATA OUT [OPTION of train ...]" >&2
  exit 2
fi
data=$1
out=$2
shift 2
program=${PROGRAM:-java -jar $(dirname "$0")/../target/sentiment-service.jar}
train=${TRAIN:-$data/en/sst2/train.tsv.gz $data/en/imdb/train.tsv.gz}
dev=${DEV:-$data/en/sst2/dev.tsv.gz}
test=${TEST:-$data/en/sst2/test.tsv.gz $data/en/imdb/test.tsv.gz}
mkdir -p "$out"

# One budget for all: rows, vocabulary, sizes, epochs and seed. Only the recurrent part differs.
# shellcheck disable=SC2086 # The program and the lists of files are several words each.
train_one() {
  name=$1
  shift
  $program train --data $train --dev $dev --name "$name" --out "$out/$name" --language en --vocabulary-size 20000 \
    --embedding-size 64 --hidden-size 64 --maximum-length 256 --dropout 0.4 --epochs 3 --patience 3 "$@"
}

train_one simple-rnn --cell simple-rnn "$@"
# 152 · (152 + 64) weights, as many as 4 · 64 · (64 + 64) but for a few: what an LSTM spends on gates, spent on width.
train_one wide-simple-rnn --cell simple-rnn --hidden-size 152 "$@"
train_one lstm --cell lstm "$@"
train_one stacked-lstm --cell lstm --layers 2 "$@"
train_one bidirectional-lstm --cell lstm --bidirectional "$@"

for name in simple-rnn wide-simple-rnn lstm stacked-lstm bidirectional-lstm; do
  $program summary --bundle "$out/$name"
  echo
  # How long the training took, as the model card tells.
  grep -h "epochs in" "$out/$name/README.md"
  echo
done >"$out/comparison.txt"
# shellcheck disable=SC2086
$program evaluate --bundle "$out/simple-rnn" "$out/wide-simple-rnn" "$out/lstm" "$out/stacked-lstm" \
  "$out/bidirectional-lstm" --data $test --slices --behaviour en \
  --plot "$out/accuracy-by-length.svg" --reliability-plot "$out/reliability.svg" >>"$out/comparison.txt"
cat "$out/comparison.txt"
