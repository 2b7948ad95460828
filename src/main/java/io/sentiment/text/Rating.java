package io.sentiment.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ratings in normalised text: {@code 9/10}, {@code 2 out of 5}, {@code four stars}, {@code 80 %}, {@code 满分},
 * {@code ★★★★☆}. Which of three classes one has is told by the share of the best that it gives: low up to two fifths,
 * high from seven tenths on, as IMDB's data set and five stars are commonly divided (Maas et al. 2011, section 4.1).
 *
 * <p>Each pattern is tried only where a rating may begin, and reads a bounded number of characters, so that hostile texts
 * take no longer than others.
 */
final class Rating {

    static final String HIGH = "<high-rating>";
    static final String MIDDLE = "<middle-rating>";
    static final String LOW = "<low-rating>";

    private static final Set<String> CLASSES = Set.of(HIGH, MIDDLE, LOW);

    /** Words that say the same, for vocabularies that were made before there were these classes. */
    private static final Map<String, List<String>> SYNONYMS = Map.of(
            HIGH, List.of("excellent", "很好"),
            MIDDLE, List.of("average", "一般"),
            LOW, List.of("terrible", "差"));

    private static final double LOW_UP_TO = 0.4;
    private static final double HIGH_FROM = 0.7;
    private static final int LOOKING_BACK = 24;

    private static final List<String> NUMBER_WORDS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    private static final String WORDS = "zero|one|two|three|four|five|six|seven|eight|nine|ten";
    private static final String NUMBER = "(?<given>\\d{1,3}(?:[.,]\\d{1,2})?|" + WORDS + ")";
    private static final String STARS = "[ -]{0,2}stars?(?![a-z])(?! wars| trek)";
    private static final String NO_MORE = "(?![\\da-z%/])(?![.,]\\d)";

    private static final String OUT_OF = "(?: ?/ ?|[ -]out[ -]of[ -](?:a possible )?)";

    private static final List<Form> OF_NUMBERS = List.of(
            // Of any number of stars, as critics give them.
            Form.named(NUMBER + "(?:" + OUT_OF + "| of )(?<best>\\d{1,3}|" + WORDS + ")" + STARS),
            Form.named(NUMBER + OUT_OF + "(?<best>100|10|5|ten|five)" + NO_MORE + "(?! of )"),
            new Form(NUMBER + STARS, match -> value(match.group("given")) > 5 ? 10 : 5),
            new Form("(?<given>\\d{1,3}(?:[.,]\\d{1,2})?) ?%(?! ?(?:of|off|discount|more|less)\\b)", match -> 100));

    /** "2 of 5" may count anything, unless a rating was announced. */
    private static final Form OF_ANNOUNCED = Form.named(NUMBER + " of (?<best>100|10|5|ten|five)" + NO_MORE);

    private static final Pattern ANNOUNCEMENT =
            Pattern.compile("(?:rat(?:e|ed|es|ing)|scor(?:e|ed|es|ing)|g[ia]v(?:e|es|en|ing))\\b");

    private static final Map<Character, Integer> CHINESE_DIGITS =
            Map.of('零', 0, '一', 1, '二', 2, '两', 2, '三', 3, '四', 4, '五', 5);

    /** Not the five-star hotel, which is a kind of hotel, nor weeks, planets and flags. */
    private static final String CHINESE_STARS = "星(?![级期球座系际光空辰云象火红])";

    private static final List<Form> OF_CHINESE = List.of(
            new Form("(?<given>[零一二两三四五0-5](?:\\.5)?) ?[颗粒个]" + CHINESE_STARS, match -> 5),
            // Alone, three stars are a brand.
            new Form("(?<given>[零一二两四五0-5](?:\\.5)?) ?" + CHINESE_STARS, match -> 5),
            new Form("(?<given>三)星(?=[好差中]?评)", match -> 5));

    private static final Pattern CHINESE_MARKS =
            Pattern.compile("(?<high>满分|100 ?分(?![钟之贝])|一百分(?![钟之贝]))|(?<low>[零0负] ?分(?![钟之贝布析期]))");

    private Rating() {}

    /** The rating that begins at an index, or null when none does. */
    static @Nullable SpecialForm at(String text, int start) {
        char first = text.charAt(start);
        if (isStar(first)) {
            return ofDrawnStars(text, start);
        }
        if (first < '一') {
            // Most letters stand within a word, which tells so sooner than which word begins here.
            return !isInsideNumber(text, start) && (isDigit(first) || isNumberWord(text, start))
                    ? ofNumber(text, start)
                    : null;
        }
        return (CHINESE_DIGITS.containsKey(first) || first == '满' || first == '负') ? ofChinese(text, start) : null;
    }

    static boolean isRating(String token) {
        return CLASSES.contains(token);
    }

    /** A class of ratings and, by falling preference, what stands for it where it is not known. */
    static Map<String, List<String>> synonyms() {
        return SYNONYMS;
    }

    private static @Nullable SpecialForm ofNumber(String text, int start) {
        SpecialForm form = first(OF_NUMBERS, text, start);
        if (form == null && isAnnounced(text, start)) {
            form = OF_ANNOUNCED.at(text, start);
        }
        return form == null ? ofChinese(text, start) : form;
    }

    private static boolean isAnnounced(String text, int start) {
        return ANNOUNCEMENT
                .matcher(text.substring(Math.max(0, start - LOOKING_BACK), start))
                .find();
    }

    private static @Nullable SpecialForm ofChinese(String text, int start) {
        SpecialForm stars = first(OF_CHINESE, text, start);
        if (stars != null) {
            return stars;
        }
        Matcher marks = matcher(CHINESE_MARKS, text, start);
        return marks.lookingAt() ? new SpecialForm(start, marks.end(), marks.group("high") != null ? HIGH : LOW) : null;
    }

    private static @Nullable SpecialForm first(List<Form> forms, String text, int start) {
        for (Form form : forms) {
            SpecialForm found = form.at(text, start);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Five stars of which some are filled. */
    private static @Nullable SpecialForm ofDrawnStars(String text, int start) {
        int end = start;
        int filled = 0;
        while (end < text.length() && isStar(text.charAt(end))) {
            filled += text.charAt(end) == '☆' ? 0 : 1;
            end++;
        }
        boolean begins = start == 0 || !isStar(text.charAt(start - 1));
        return begins && end - start == 5 ? new SpecialForm(start, end, ofShare(filled / 5.0)) : null;
    }

    private static String ofShare(double share) {
        return share <= LOW_UP_TO ? LOW : share >= HIGH_FROM ? HIGH : MIDDLE;
    }

    private static double value(String number) {
        int word = NUMBER_WORDS.indexOf(number);
        if (word >= 0) {
            return word;
        }
        char first = number.charAt(0);
        Integer chinese = CHINESE_DIGITS.get(first);
        return chinese != null
                ? chinese + (number.length() > 1 ? 0.5 : 0)
                : Double.parseDouble(number.replace(',', '.'));
    }

    private static Matcher matcher(Pattern pattern, String text, int start) {
        return pattern.matcher(text).region(start, text.length()).useTransparentBounds(true);
    }

    private static boolean isStar(char character) {
        return character == '★' || character == '☆' || character == '⭐';
    }

    /** Dates, prices, decimals and names such as {@code b5} hold no rating after their first digit. */
    private static boolean isInsideNumber(String text, int start) {
        if (start == 0) {
            return false;
        }
        char before = text.charAt(start - 1);
        return isDigit(before)
                || (before >= 'a' && before <= 'z')
                || before == '$'
                || ("./,:".indexOf(before) >= 0 && start > 1 && isDigit(text.charAt(start - 2)));
    }

    private static boolean isNumberWord(String text, int start) {
        if ("zotfsen".indexOf(text.charAt(start)) < 0) {
            return false;
        }
        for (String word : NUMBER_WORDS) {
            if (text.startsWith(word, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /**
     * A way to write a rating.
     *
     * @param best the largest that can be given
     */
    private record Form(Pattern pattern, ToDoubleFunction<Matcher> best) {

        Form(String pattern, ToDoubleFunction<Matcher> best) {
            this(Pattern.compile(pattern), best);
        }

        /** A way that names the largest rating. */
        static Form named(String pattern) {
            return new Form(pattern, match -> value(match.group("best")));
        }

        @Nullable
        SpecialForm at(String text, int start) {
            Matcher match = matcher(pattern, text, start);
            if (!match.lookingAt()) {
                return null;
            }
            double given = value(match.group("given"));
            double most = best.applyAsDouble(match);
            if (given > most || most == 0) {
                return null;
            }
            boolean isNegative =
                    start > 0 && text.charAt(start - 1) == '-' && (start == 1 || text.charAt(start - 2) == ' ');
            return isNegative
                    ? new SpecialForm(start - 1, match.end(), LOW)
                    : new SpecialForm(start, match.end(), ofShare(given / most));
        }
    }
}
