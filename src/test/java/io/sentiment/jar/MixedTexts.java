package io.sentiment.jar;

import java.util.ArrayList;
import java.util.List;

/** English and Chinese texts of many lengths, put together from phrases. */
final class MixedTexts {

    private static final List<String> ENGLISH = List.of(
            "A wonderful film, I loved every minute.",
            "The plot doesn't make sense and the jokes are terribly dull!",
            "It arrived broken :(",
            "Not bad at all, although it isn't as funny as the first one.",
            "Best 90 minutes of my life, see http://example.com 😍😍",
            "I want my money back...");

    private static final List<String> CHINESE = List.of(
            "房间又脏又吵，服务态度很差。",
            "这本书写得非常好，值得一读！",
            "电脑用了两天就坏了，客服也不理人。",
            "酒店位置很方便，早餐也不错，下次还会来。",
            "一般般吧，没有想象中那么好",
            "物流很快，水果新鲜好吃😊");

    private MixedTexts() {}

    /** The same list every time; about half of the texts are Chinese. */
    static List<String> list(int count) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            List<String> phrases = index % 2 == 0 ? ENGLISH : CHINESE;
            StringBuilder text = new StringBuilder();
            for (int phrase = 0; phrase <= index % 7; phrase++) {
                text.append(phrases.get((index / 2 + phrase * phrase) % phrases.size()))
                        .append(' ');
            }
            texts.add(text.append(index / 84).toString());
        }
        return texts;
    }
}
