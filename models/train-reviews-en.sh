#!/bin/sh
# Trains reviews-en: an embedding, one LSTM that reads forwards, its last state, one sigmoid. First a language model of all
# texts, then labels (Dai and Le 2015), with adversarial training (Miyato et al. 2017). Started again, it goes on with the
# last epoch that was finished.
#
#   models/train-reviews-en.sh DATA OUT [OPTION of train ...]
#
# DATA is the folder that holds en/; OUT is a new folder for the bundle; OUT.data, beside it, gets the development sets of the
# domains and the rows of the grammar. Further options go to `train`, such as `--epochs 1`. The variable PROGRAM is the
# command to run, by default the packaged jar.
set -eu

if [ $# -lt 2 ]; then
  echo "Usage: models/train-reviews-en.sh DATA OUT [OPTION of train ...]" >&2
  exit 2
fi
models=$(dirname "$0")
en=$1/en
more=$1/en/more
out=$2
made=$out.data
shift 2
program=${PROGRAM:-java -Xmx6g -jar $models/../target/sentiment-service.jar}

# A development set a domain, of some 2,000 to 4,000 rows each. Tweets are those that people labelled.
"$models/hold-out.sh" "$made/tweets.tsv" 15 "$more" semeval13_16_tweets tweet_extraction ss_twitter_youtube sts_gold \
  sanders vader_gt semeval18_ec
"$models/hold-out.sh" "$made/restaurants-hotels.tsv" 60 "$more" yelp_sentences booking_pros_cons absa14 tripadvisor_jp
"$models/hold-out.sh" "$made/shops-apps.tsv" 60 "$more" pros_cons amazon_hatn womens_clothing android_apps \
  amazon_nlpcc13 customer_reviews alexa
"$models/hold-out.sh" "$made/chats-forums.tsv" 15 "$more" goemotions xed emocontext

# shellcheck disable=SC2086 # The program is several words.
[ -e "$made/grammar.tsv" ] ||
  $program generate --grammar "$models/grammar/en"/*.txt --rows 140000 --out "$made/grammar.tsv"

# Sizes keep the bundle below 18 MB.
#
# Caps keep domains with many rows, of which most have the stars or emoticons of a whole text for a label, from outweighing
# the others, and lopsided files from teaching that everything is good.
# shellcheck disable=SC2086
exec $program train --name reviews-en --language en --out "$out" --checkpoints "$out.checkpoints" \
  --preset reviews --vocabulary-size 22000 --pieces 0.1 --embedding-size 112 --hidden-size 256 --pooling last \
  --maximum-length 400 --unlabelled "$en/imdb/unlabelled.txt.gz" --language-model 3 \
  --runs 2 --epochs 2 --batch-size 64 --schedule linear --warm-up 0.05 --average-decay 0.999 \
  --dropout 0 --word-dropout 0.02 --adversarial 1 \
  --data "$en/sst2/train.tsv.gz" "$en/sst2/train_phrases.tsv.gz" "$en/rt_polarity/train.tsv.gz" \
  "$en/imdb/train.tsv.gz" "$more/cad_train.tsv.gz" "$more/movie2000.tsv.gz" \
  "$en/amazon/train.tsv.gz" "$more/amazon_hatn.tsv.gz" "$more/amazon_nlpcc13.tsv.gz" "$more/pros_cons.tsv.gz" \
  "$more/android_apps.tsv.gz" "$more/womens_clothing.tsv.gz" "$more/customer_reviews.tsv.gz" \
  "$more/product_reviews.tsv.gz" "$more/alexa.tsv.gz" \
  "$more/yelp_sentences.tsv.gz" "$more/booking_pros_cons.tsv.gz" "$more/absa14.tsv.gz" "$more/skytrax.tsv.gz" \
  "$more/tripadvisor_jp.tsv.gz" \
  "$more/semeval13_16_tweets.tsv.gz" "$more/tweet_extraction.tsv.gz" "$more/ss_twitter_youtube.tsv.gz" \
  "$more/sts_gold.tsv.gz" "$more/sanders.tsv.gz" "$more/vader_gt.tsv.gz" "$more/semeval18_ec.tsv.gz" \
  "$more/emoji_distant.tsv.gz" "$more/sentiment140_sample.tsv.gz" \
  "$more/goemotions.tsv.gz" "$more/xed.tsv.gz" "$more/emocontext.tsv.gz" "$made/grammar.tsv" \
  --cap "$more/amazon_hatn.tsv.gz=8000" "$more/amazon_nlpcc13.tsv.gz=4000" "$more/pros_cons.tsv.gz=12000" \
  "$more/android_apps.tsv.gz=12000" "$more/womens_clothing.tsv.gz=4000" "$more/alexa.tsv.gz=500" \
  "$more/yelp_sentences.tsv.gz=24000" "$more/booking_pros_cons.tsv.gz=8000" "$more/skytrax.tsv.gz=2000" \
  "$more/tripadvisor_jp.tsv.gz=800" "$more/semeval13_16_tweets.tsv.gz=16000" "$more/emoji_distant.tsv.gz=16000" \
  "$more/sentiment140_sample.tsv.gz=24000" "$more/emocontext.tsv.gz=8000" \
  --hold-out "$en/imdb/train.tsv.gz=2500" \
  --dev "$en/sst2/dev.tsv.gz" "$made/tweets.tsv" "$made/restaurants-hotels.tsv" "$made/shops-apps.tsv" \
  "$made/chats-forums.tsv" \
  --test "$en/sst2/test.tsv.gz" "$en/imdb/test.tsv.gz" \
  --measuring-rows "$models/reviews-en/measuring-rows.jsonl" --sources "$models/sources.tsv" "$@"
