package io.sentiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {

    private final DetailedEvaluation longAndShort = new Answers()
            .add(5, 0, 0.9, true)
            .add(15, 0, 0.2, true)
            .add(16, 0, 0.2, false)
            .add(700, 0, 0.4, false)
            .evaluate();
    private final DetailedEvaluation shortOnly =
            new Answers().add(5, 0, 0.9, true).add(15, 0, 0.2, false).evaluate();

    @Test
    void everySliceOfEveryModelHasAMarkAtItsAccuracyAndAnInterval() throws Exception {
        Document svg = parse(Plot.ACCURACY_BY_LENGTH.draw(Map.of("imdb/test", models())));

        assertThat(elements(svg, "circle", "mark series-0")).hasSize(3);
        assertThat(elements(svg, "circle", "mark series-1")).hasSize(2);
        assertThat(elements(svg, "line", "interval series-0")).hasSize(3);
        assertThat(words(svg, "legend")).containsExactly("lstm", "simple <rnn> & \"more\"");
        assertThat(words(svg, "title")).containsExactly("Accuracy on imdb/test by text length");
        assertThat(words(svg, "detail")).containsExactly("n = 1", "n = 2", "n = 1");

        List<Element> marks = elements(svg, "circle", "mark series-0");
        double whole = number(marks.get(0), "cy");
        double half = number(marks.get(1), "cy");
        assertThat(half).as("half of the texts right is lower than all of them").isGreaterThan(whole);
        assertThat(number(marks.get(2), "cy")).isEqualTo(whole);
        assertThat(number(marks.get(1), "cx")).isBetween(number(marks.get(0), "cx"), number(marks.get(2), "cx"));
        assertThat(marks.get(1).getTextContent()).isEqualTo("lstm, 11 to 20 tokens: 50.00 % of 2 rows (9.45 to 90.55)");
    }

    @Test
    void theIntervalOfFewRowsIsCutOffSoThatTheOthersCanBeRead() throws Exception {
        Answers answers = new Answers().add(700, 0, 0.9, true);
        for (int row = 0; row < 200; row++) {
            answers.add(5, 0, 0.9, row >= 10);
        }

        Document svg = parse(Plot.ACCURACY_BY_LENGTH.draw(Map.of("test", Map.of("lstm", answers.evaluate()))));

        // 95 % of 200 rows: from 91.04 to 97.26. One row of one: from 20.65 to 100, cut off at 90.
        assertThat(elements(svg, "line", "grid")).hasSize(2);
        double whole = number(elements(svg, "line", "grid").get(1), "y1");
        double bottom = number(elements(svg, "line", "grid").get(0), "y1");
        Element ofOne = elements(svg, "line", "interval series-0").get(1);
        assertThat(number(ofOne, "y1")).isEqualTo(bottom);
        assertThat(number(ofOne, "y2")).isEqualTo(whole);
    }

    @Test
    void everyBinOfEveryModelHasAMarkWhereItsProbabilityAndShareMeet() throws Exception {
        Document svg = parse(Plot.RELIABILITY.draw(Map.of("imdb/test", models())));

        assertThat(elements(svg, "circle", "mark series-0")).hasSize(3);
        assertThat(elements(svg, "circle", "mark series-1")).hasSize(2);
        assertThat(elements(svg, "line", "diagonal")).hasSize(1);
    }

    @Test
    void everyDataSetHasAPanel() throws Exception {
        Map<String, Map<String, DetailedEvaluation>> sets = new LinkedHashMap<>();
        sets.put("sst2/test", models());
        sets.put("imdb/test", models());

        Document svg = parse(Plot.ACCURACY_BY_LENGTH.draw(sets));

        assertThat(words(svg, "title"))
                .containsExactly("Accuracy on sst2/test by text length", "Accuracy on imdb/test by text length");
        assertThat(elements(svg, "circle", "mark series-0")).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource
    void theSameMeasurementsGiveTheSameCharactersForLightAndDark(Plot plot) {
        String drawn = plot.draw(Map.of("test", models()));

        assertThat(plot.draw(Map.of("test", models()))).isEqualTo(drawn);
        assertThat(drawn).contains("prefers-color-scheme: dark").doesNotContain("NaN", "\r");
    }

    private Map<String, DetailedEvaluation> models() {
        Map<String, DetailedEvaluation> models = new LinkedHashMap<>();
        models.put("lstm", longAndShort);
        models.put("simple <rnn> & \"more\"", shortOnly);
        return models;
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> words(Document svg, String style) {
        return elements(svg, "text", style).stream()
                .map(Element::getTextContent)
                .toList();
    }

    private static List<Element> elements(Document svg, String name, String style) {
        NodeList nodes = svg.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .filter(element -> element.getAttribute("class").equals(style))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
