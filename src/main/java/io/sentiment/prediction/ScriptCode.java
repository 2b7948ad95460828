package io.sentiment.prediction;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Codes of ISO 15924, as manifests name scripts, and the scripts of Unicode that they stand for. */
final class ScriptCode {

    private ScriptCode() {}

    /** All scripts that any of the codes covers; a code that Unicode does not know covers none. */
    static Set<UnicodeScript> scripts(Collection<String> codes) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        codes.forEach(code -> scripts.addAll(scripts(code)));
        return scripts;
    }

    private static Set<UnicodeScript> scripts(String code) {
        return switch (code) {
            // Unicode has one Han script for both ways to write it, and no script for a mixture of several.
            case "Hans", "Hant" -> EnumSet.of(UnicodeScript.HAN);
            case "Jpan" -> EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
            case "Kore" -> EnumSet.of(UnicodeScript.HANGUL, UnicodeScript.HAN);
            default -> named(code);
        };
    }

    private static Set<UnicodeScript> named(String code) {
        try {
            return EnumSet.of(UnicodeScript.forName(code));
        } catch (IllegalArgumentException unknown) {
            return Set.of();
        }
    }
}
