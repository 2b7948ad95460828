#!/bin/sh
# Trains reviews-en as it is shipped: three teachers, and then the network that also learns what these answer to texts
# without labels. About two hours of one core and 5 GB; two cores need less. Started again, it goes on with the last
# epoch that was finished.
#
#   models/train-reviews-en.sh DATA OUT
#
# DATA is the folder that holds en/; OUT is a new folder for the bundle; that of the teachers lies beside it. The
# variable PROGRAM is the command to run, by default the packaged jar.
set -eu

if [ $# -ne 2 ]; then
  echo "Usage: models/train-reviews-en.sh DATA OUT" >&2
  exit 2
fi
en=$1/en
out=$2
teachers=$out.teachers
reviews=$en/imdb/unlabelled.txt.gz
sentences=$teachers/sentences.txt
program=${PROGRAM:-java -Xmx5g -jar $(dirname "$0")/../target/sentiment-service.jar}

# train BUNDLE [OPTION of train ...]
train() {
  bundle=$1
  shift
  [ ! -e "$bundle/manifest.json" ] || return 0
  # shellcheck disable=SC2086 # The program is several words.
  $program train --name reviews-en --language en --out "$bundle" --checkpoints "$bundle.checkpoints" \
    --preset reviews --bidirectional --pooling max --maximum-length 400 --pieces 0.1 --word-vectors 4 \
    --schedule linear --warm-up 0.05 --average-decay 0.999 --dropout 0.5 --word-dropout 0.05 --label-smoothing 0.1 \
    --data "$en/sst2/train.tsv.gz" "$en/sst2/train_phrases.tsv.gz" "$en/rt_polarity/train.tsv.gz" \
    "$en/imdb/train.tsv.gz" "$en/amazon/train.tsv.gz" \
    --hold-out "$en/imdb/train.tsv.gz=2500" --dev "$en/sst2/dev.tsv.gz" "$@"
}

mkdir -p "$teachers"
train "$teachers/1" --epochs 4 --unlabelled "$reviews"
train "$teachers/2" --epochs 4 --unlabelled "$reviews" --seed 2
train "$teachers/3" --epochs 4 --unlabelled "$reviews" --seed 1 --adversarial 1

# Sentences too: half of what is asked is as short as that.
[ -e "$sentences" ] || gzip -dc "$reviews" | sed 's/\([.!?]\) \{1,\}/\1\
/g' | awk 'NF >= 5 && NF <= 40' | head -n 60000 >"$sentences"

train "$out" --epochs 3 --adversarial 1 --unlabelled "$reviews" "$sentences" \
  --teacher "$teachers/1" "$teachers/2" "$teachers/3" \
  --test "$en/sst2/test.tsv.gz" "$en/imdb/test.tsv.gz" \
  --measuring-rows "$(dirname "$0")/reviews-en/measuring-rows.jsonl"
