package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.text.LanguageCheck.Warning;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageCheckTest {

    private final Tokenizer tokenizer = new Tokenizer();
    private final LanguageCheck english =
            new LanguageCheck("reviews-en", List.of("en"), List.of("Latn"), TokenizerSettings.comparing());
    private final LanguageCheck chinese =
            new LanguageCheck("reviews-zh", List.of("zh-Hans"), List.of("Hani"), TokenizerSettings.comparing());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A wonderful film.",
                "not bad at all",
                "Mr. Garcia de la Cruz was the best chef in the restaurant",
                "lol",
                "I saw La La Land and it was great",
                "",
                "5/5 👍",
                "The café's crème brûlée is to die for",
                "Best pho in town",
                "This hotel in Den Haag is not worth it",
                "soooo good!!!",
                "meh",
                "C'est la vie, I guess, but it was good"
            })
    void nothingIsSaidOfEnglish(String text) {
        assertThat(said(english, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "German     | Das Hotel war leider nicht sauber und sehr laut.",
                "German     | Ich liebe es, aber es ist zu teuer",
                "French     | Ce film est très mauvais, je ne le recommande pas.",
                "Spanish    | La comida es muy mala y el servicio también.",
                "Italian    | Questo libro non mi piace per niente, è molto noioso",
                "Portuguese | Este filme é muito bom, eu não esperava",
                "Dutch      | Dit is een heel goed boek, maar niet goedkoop",
                "Polish     | Nie polecam, film jest bardzo nudny",
                "Turkish    | Bu film çok güzel ama biraz uzun",
                "Swedish    | Det är inte en bra film och jag somnade",
                "Indonesian | Makanan ini tidak enak dan sangat mahal",
                "Vietnamese | Phim này rất hay và tôi không muốn nó hết"
            })
    void anotherLanguageOfTheSameScriptIsNamed(String language, String text) {
        assertThat(english.of(text, tokenizer.tokenize(text)))
                .containsExactly(new Warning(
                        Warning.OTHER_LANGUAGE,
                        "The text seems to be in " + language + ", which reviews-en was not trained on."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cyrillic | Отличный фильм!",
                "Thai     | อาหารอร่อยมาก",
                "Arabic   | الطعام لذيذ",
                "Hangul   | 정말 좋아요",
                "Han      | 房间很干净"
            })
    void aScriptThatIsNotReadIsNamed(String script, String text) {
        assertThat(english.of(text, tokenizer.tokenize(text)))
                .containsExactly(new Warning(
                        Warning.OTHER_SCRIPT,
                        "The text is written in " + script + ", which reviews-en does not read."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"這家餐廳的服務很差", "很難吃", "房間很乾淨，老闆也很親切，下次還會再來"})
    void traditionalChineseIsNamed(String text) {
        assertThat(said(chinese, text)).containsExactly(Warning.TRADITIONAL_CHINESE);
        assertThat(said(
                        new LanguageCheck("other", List.of("zh-TW"), List.of("Hani"), TokenizerSettings.comparing()),
                        text))
                .isEmpty();
        assertThat(said(
                        new LanguageCheck("other", List.of("zh"), List.of("Hant"), TokenizerSettings.comparing()),
                        text))
                .isEmpty();
        assertThat(said(
                        new LanguageCheck("other", List.of("zh-Hans"), List.of("Hani"), TokenizerSettings.current()),
                        text))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "这家餐厅的服务很差",
                "我的 iPhone 15 Pro Max 电池不行",
                "很好",
                "乾隆年间的故事，著名作家写的",
                "😡😡😡",
                "书名叫《後》，内容一般，没有什么特别的意思"
            })
    void nothingIsSaidOfSimplifiedChinese(String text) {
        assertThat(said(chinese, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"この映画は最高", "とても面白い映画でした"})
    void japaneseIsNotTakenForChinese(String text) {
        assertThat(said(chinese, text)).hasSize(1).doesNotContain(Warning.TRADITIONAL_CHINESE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Das Hotel war leider nicht sauber und sehr laut."})
    void aModelOfALanguageThatIsNotKnownIsNotJudged(String text) {
        assertThat(said(new LanguageCheck("any", List.of("und"), List.of("Latn"), TokenizerSettings.comparing()), text))
                .isEmpty();
    }

    private List<String> said(LanguageCheck check, String text) {
        return check.of(text, tokenizer.tokenize(text)).stream()
                .map(Warning::code)
                .toList();
    }
}
