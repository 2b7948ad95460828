#!/bin/sh
# Measures each training method alone: the same small network on the same rows, with one method added or changed, three
# seeds each, on the development rows. Makes the table of docs/models.md. About an hour and a half on two cores; started
# again, it goes on with the first bundle that is not there yet.
#
#   models/methods.sh DATA OUT [OPTION of train ...]
#
# DATA is the folder that holds en/imdb and en/sst2. OUT is a folder for the bundles and methods.txt, the table. Further
# options go to each training, such as `--epochs 1`. The variable SEEDS names the seeds; the variable PROGRAM is the
# command to run, by default the packaged jar.
set -eu

if [ $# -lt 2 ]; then
  echo "Usage: models/methods.sh DATA OUT [OPTION of train ...]" >&2
  exit 2
fi
en=$1/en
out=$2
shift 2
program=${PROGRAM:-java -Xmx3g -jar $(dirname "$0")/../target/sentiment-service.jar}
seeds=${SEEDS:-1 2 3}
further=$*
mkdir -p "$out"
unlabelled=$out/unlabelled.txt
[ -e "$unlabelled" ] || gzip -dc "$en/imdb/unlabelled.txt.gz" | head -n 10000 >"$unlabelled"

# Means over the seeds, and standard deviations, of the lines that the cards have for a development file.
means() {
  # shellcheck disable=SC2086 # The cards are several words.
  grep -hF "| $1 |" $2 | grep -F % | awk -F '|' '
    { sum += $4; squares += $4 * $4; losses += $7 }
    END { mean = sum / NR
          variance = NR > 1 ? (squares - NR * mean * mean) / (NR - 1) : 0
          printf " %.2f ± %.2f | %.4f |", mean, sqrt(variance > 0 ? variance : 0), losses / NR }'
}

# method NAME [OPTION of train ...]: trains with each seed and adds a line to the table.
method() {
  method=$1
  shift
  cards=
  for seed in $seeds; do
    bundle=$out/$method-$seed
    # shellcheck disable=SC2086 # The program and the further options are several words.
    [ -e "$bundle" ] || $program train --name "$method" --language en --out "$bundle" --seed "$seed" --pooling max \
      --vocabulary-size 20000 --embedding-size 64 --hidden-size 64 --maximum-length 200 \
      --epochs 4 --patience 4 --rows-per-epoch 8000 \
      --data "$en/sst2/train.tsv.gz" "$en/imdb/train.tsv.gz" \
      --dev "$en/sst2/dev.tsv.gz" --hold-out "$en/imdb/train.tsv.gz=2500" $further "$@"
    cards="$cards $bundle/README.md"
  done
  {
    printf '| %s | %s |' "$method" "${*:-–}"
    means "sst2/dev" "$cards"
    means "imdb/train held out" "$cards"
    echo
  } >>"$out/methods.txt"
}

{
  echo "| method | options | SST-2 dev, accuracy (%) | log loss | IMDB held out, accuracy (%) | log loss |"
  echo "|---|---|---|---|---|---|"
} >"$out/methods.txt"
method none
method bidirectional --bidirectional
method last-state --pooling last
method mean-pooling --pooling mean
method dropout --dropout 0.5
method word-dropout --word-dropout 0.1
method embedding-dropout --embedding-dropout 0.1
method spatial-dropout --spatial-dropout 0.2
method recurrent-dropout --recurrent-dropout 0.2
method label-smoothing --label-smoothing 0.1
method weight-average --average-decay 0.99
method linear-schedule --schedule linear --warm-up 0.05
method cosine-schedule --schedule cosine --warm-up 0.05
method adversarial --adversarial 1
method virtual-adversarial --virtual-adversarial 1
method mixing --mixing-temperature 2
method pieces --pieces 0.1
method unlabelled-words --unlabelled "$unlabelled"
method word-vectors --unlabelled "$unlabelled" --word-vectors 3
method virtual-adversarial-unlabelled --virtual-adversarial 1 --unlabelled "$unlabelled"
method language-model --unlabelled "$unlabelled" --language-model 1
method shipped --bidirectional --dropout 0.5 --word-dropout 0.05 --label-smoothing 0.1 --average-decay 0.99 \
  --schedule linear --warm-up 0.05 --pieces 0.1 --unlabelled "$unlabelled" --word-vectors 3
cat "$out/methods.txt"
