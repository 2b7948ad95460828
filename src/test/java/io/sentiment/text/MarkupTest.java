package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {

    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I don&#39;t mind           | I don't mind",
                "I don&#039t mind           | I don't mind",
                "I don&#x27;t mind          | I don't mind",
                "I don&#X2019;t mind        | I don't mind",
                "I don&apos;t mind          | I don't mind",
                "I don&rsquo;t mind         | I don't mind",
                "I don&lsquo;t mind         | I don't mind",
                "I don&#146;t mind          | I don't mind",
                "I don&amp;#39;t mind       | I don't mind",
                "I don&amp;amp;#39;t mind   | I don't mind",
                "not&nbsp;bad               | not bad",
                "not&nbspbad                | not bad",
                "not&#160;bad               | not bad",
                "Wow&excl; &quot;nice&quot; | Wow! \"nice\"",
                "I &lt;3 it                 | I <3 it",
                "&#128077;                  | 👍",
                "caf&eacute;                | café",
                "not<br />bad               | not bad",
                "not<BR>bad                 | not bad",
                "not&lt;br&gt;bad           | not bad",
                "<p class=\"a>b\">fine</p>  | fine",
                "<b>not</b> bad             | not bad",
                "do<b>n't</b> go            | don't go",
                "好<!-- 3 < 4 -->看           | 好看",
                "see <a href='http://x.y/z'>this</a> | see this"
            })
    void aTextReadsLikeTheSameOneWithoutMarkup(String sent, String plain) {
        assertThat(tokenizer.tokenize(sent)).isEqualTo(tokenizer.tokenize(plain));
        assertThat(Tokenizer.normalized(sent)).isEqualTo(Tokenizer.normalized(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R&D at AT&T; fish & chips &c",
                "a < b and b > c",
                "<3 it",
                "<grin>",
                "i<b",
                "&unknown; &#; &#x;",
                "<b never closed",
                "<!-- never closed",
                "x <- y -> z",
                "<br<br"
            })
    void whatOnlyLooksLikeMarkupStays(String text) {
        assertThat(Markup.strip(text)).isEqualTo(text);
    }

    @Test
    void referencesThatStandForNoCharacterAreReplaced() {
        assertThat(Markup.strip("&#0;&#xD800;&#99999999999;")).isEqualTo("\uFFFD\uFFFD\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!--", "<b ", "&", "&amp;", "<", "<b x=\"", "&#3", "</"})
    void hostileTextsTakeLinearTime(String part) {
        assertThat(tokenizer.tokenize(part.repeat(50_000))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\u200Bot", "no\u00ADt", "n\u2060ot", "\uFEFFnot", "no\u200Ct"})
    void whatNobodySeesInAWordIsNotRead(String word) {
        assertThat(tokenizer.tokenize(word + " good")).containsExactly("not", "good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"don’t", "don‘t", "don‛t", "donʼt", "donʹt", "don′t", "don＇t", "don`t", "don´t", "don｀t"})
    void everyApostropheIsOne(String word) {
        assertThat(tokenizer.tokenize(word)).containsExactly("do", "n't");
    }
}
