package io.sentiment.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a network knows, each with its id from 0 to size - 1. {@link VocabularyBuilder} makes one.
 *
 * <p>Id 0 is padding and id 1 stands for every unknown token; the others follow by falling frequency in the training
 * texts, those of a later training after those of an earlier one. In a file each token is a line of UTF-8 that ends
 * with a line feed, and the number of lines before it is its id.
 *
 * <p>A vocabulary that holds the line {@code ##<pieces>} cuts unknown words into pieces, so that misspelt and new words
 * still carry meaning: from the left, always the longest that fits. Every token may be the first piece of a word. Within
 * a word go on those marked by {@code ##}, such as {@code ##ing}, and where an ideograph stands those without the mark,
 * since a part of a Chinese word is a word. No text has a token that begins with {@code ##} and goes on with anything
 * else: the tokenizer keeps a run of {@code #} apart from what follows. {@code ##<pieces>} is the id of nothing.
 *
 * <p>Immutable and thread-safe.
 */
public final class Vocabulary {

    /** Fills the rows of a batch after the end of shorter texts. */
    public static final int PADDING_ID = 0;

    /** Stands for every token that the vocabulary does not hold. */
    public static final int UNKNOWN_ID = 1;

    /** The first lines of every vocabulary. The tokenizer never produces them: it cuts them at the angle brackets. */
    static final List<String> RESERVED = List.of("<padding>", "<unknown>");

    /** How many ids no token of a text has: padding and unknown. */
    public static final int RESERVED_IDS = RESERVED.size();

    /** The line that makes a vocabulary cut unknown words. */
    static final String PIECES = WordPieces.MARK + "<pieces>";

    private final List<String> tokens;
    private final Map<String, Integer> ids;
    private final @Nullable WordPieces pieces;
    /** For classes of ratings that this vocabulary was made without. */
    private final Map<String, Integer> standIns = new HashMap<>();

    /** @throws IllegalArgumentException naming the line, when the tokens do not make a vocabulary */
    Vocabulary(List<String> tokens) {
        VocabularyFile.check(tokens);
        this.tokens = List.copyOf(tokens);
        this.ids = new HashMap<>(tokens.size() * 2);
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
        this.pieces = ids.containsKey(PIECES) ? new WordPieces(ids) : null;
        Rating.synonyms()
                .forEach((rating, words) -> Stream.concat(words.stream(), Stream.of(Word.NUMBER))
                        .filter(ids::containsKey)
                        .findFirst()
                        .ifPresent(word -> standIns.put(rating, ids.get(word))));
    }

    /**
     * Reads what {@link #writeTo} wrote, to the end of the stream, and leaves the stream open.
     *
     * @throws IllegalArgumentException naming the line, when the bytes are not a vocabulary
     * @throws IOException when the stream cannot be read
     */
    public static Vocabulary read(InputStream input) throws IOException {
        return new Vocabulary(VocabularyFile.read(input));
    }

    /**
     * Writes the file, and flushes the stream without closing it.
     *
     * @throws IOException when the stream cannot be written
     */
    public void writeTo(OutputStream output) throws IOException {
        VocabularyFile.write(tokens, output);
    }

    /** The number of ids, at least 2. */
    public int size() {
        return tokens.size();
    }

    /**
     * The id of a token, {@link #UNKNOWN_ID} when the vocabulary does not hold it. A class of ratings that it does not hold
     * is read as a word that says the same.
     */
    public int idOf(String token) {
        Integer id = ids.get(token);
        return id == null ? standIns.getOrDefault(token, UNKNOWN_ID) : id;
    }

    /**
     * Gives the ids by which a network reads a token: its own, or those of its pieces, or {@link #UNKNOWN_ID} when nothing
     * of it is known. Characters of an unknown word that no piece holds are passed over. A token of more than 100
     * characters is never cut, so that the work is bounded.
     */
    void read(String token, IntConsumer reader) {
        int id = idOf(token);
        boolean isCut = id == UNKNOWN_ID && pieces != null && pieces.cut(token, reader);
        if (!isCut) {
            reader.accept(id);
        }
    }

    /** The id of each token; not to be written to. */
    Map<String, Integer> ids() {
        return ids;
    }

    boolean contains(String token) {
        return ids.containsKey(token);
    }

    /** All tokens, in the order of their ids. Immutable. */
    public List<String> tokens() {
        return tokens;
    }
}
