package io.sentiment.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Bodies that the calls take, before they are spoilt. */
final class Bodies {

    static final String BOUNDARY = "a-boundary";

    private static final String[] MODELS = {"reviews-en", "reviews-zh", "none", ""};

    private Bodies() {}

    static byte[] predictions(Chance chance) {
        String texts = repeated(chance.upTo(6), chance::quoted, ", ");
        String sentences = chance.oneOf("", "", ", \"sentences\": true", ", \"sentences\": 7");
        return bytes("{\"texts\": [" + texts + "]" + sentences + choice(chance) + "}");
    }

    static byte[] explanations(Chance chance) {
        String method = chance.oneOf("", ", \"method\": \"leave-one-out\"", ", \"method\": null", ", \"steps\": 5");
        return bytes(
                "{\"texts\": [" + repeated(chance.upTo(4), chance::quoted, ", ") + "]" + method + choice(chance) + "}");
    }

    static byte[] trace(Chance chance) {
        String units =
                chance.oneOf("", ", \"units\": \"all\"", ", \"units\": [1, 7]", ", \"units\": {}", ", \"units\": [9]");
        return bytes("{\"text\": " + chance.quoted() + units + choice(chance) + "}");
    }

    static byte[] reading(Chance chance) {
        String state =
                chance.oneOf("", ", \"state\": null", ", \"state\": \"AQAAAF\"", ", \"state\": " + chance.quoted());
        return bytes("{\"text\": " + chance.quoted() + state + choice(chance) + "}");
    }

    static byte[] lines(Chance chance) {
        return bytes(repeated(
                chance.upTo(10),
                () -> "{\"id\": " + chance.upTo(100) + ", \"text\": " + chance.quoted() + "}",
                chance.oneOf("\n", "\n", "\n", "\r\n", "\n\n", "\r")));
    }

    static byte[] champion(Chance chance) {
        return bytes("{\"version\": " + chance.oneOf(1, 2, 3, 99) + ", \"reason\": " + chance.quoted() + "}");
    }

    static byte[] correction(Chance chance) {
        return bytes("{\"text\": " + chance.quoted() + ", \"label\": "
                + chance.oneOf("\"positive\"", "\"negative\"", "1") + ", \"model\": \"" + chance.oneOf(MODELS) + "\"}");
    }

    static byte[] tensors(Chance chance) {
        int count = chance.upTo(5);
        return bytes(
                "{\"inputs\": [{\"name\": \"text\", \"shape\": [" + count + "], \"datatype\": \"BYTES\", \"data\": ["
                        + repeated(count, chance::quoted, ", ") + "]}]" + outputs(chance) + "}");
    }

    /** The JSON, and behind it the tensor. */
    static Binary binaryTensors(Chance chance) {
        int count = chance.upTo(5);
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (int index = 0; index < count; index++) {
            byte[] text = bytes(chance.text());
            int length = chance.happens(0.05) ? chance.oneOf(-1, 0, 5, Integer.MAX_VALUE) : text.length;
            tensor.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(length)
                    .array());
            tensor.writeBytes(text);
        }
        byte[] head = chance.spoilt(
                bytes("{\"inputs\": [{\"name\": \"text\", \"shape\": [" + count + "], \"datatype\": \"BYTES\","
                        + " \"parameters\": {\"binary_data_size\": " + tensor.size() + "}}]" + outputs(chance) + "}"),
                0.2);
        return new Binary(head, chance.spoilt(tensor.toByteArray(), 0.3));
    }

    /** A form with rows to train on. */
    static byte[] upload(Chance chance) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        part(
                form,
                "data\"; filename=\"" + chance.oneOf("rows.tsv", "rows.csv", "rows.jsonl", "rows.tsv.gz", "x", "")
                        + "\"",
                rows(chance));
        if (chance.happens(0.2)) {
            part(form, chance.oneOf("test", "data", "rows", "") + "\"", rows(chance));
        }
        if (chance.happens(0.5)) {
            part(
                    form,
                    "settings\"",
                    chance.spoilt(
                            bytes("{\"epochs\": " + chance.oneOf("1", "0", "2.5", "null")
                                    + ", \"gate\": \"manual\", \"seed\": " + chance.upTo(9) + "}"),
                            0.3));
        }
        form.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
        return form.toByteArray();
    }

    private static byte[] rows(Chance chance) {
        String separator = chance.oneOf("\t", ",", ";");
        String rows = "label" + separator + "text\n"
                + repeated(chance.upTo(60), () -> chance.upTo(2) + separator + chance.text(), "\n");
        byte[] plain = chance.spoilt(bytes(rows), 0.3);
        return chance.happens(0.2) ? chance.spoilt(gzip(plain), 0.3) : plain;
    }

    private static void part(ByteArrayOutputStream form, String name, byte[] content) {
        form.writeBytes(bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n"));
        form.writeBytes(content);
        form.writeBytes(bytes("\r\n"));
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(plain);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return packed.toByteArray();
    }

    private static String choice(Chance chance) {
        String model = chance.happens(0.4) ? ", \"model\": \"" + chance.oneOf(MODELS) + "\"" : "";
        return model
                + (chance.happens(0.3) ? ", \"version\": " + chance.oneOf("1", "2", "99", "0", "1.5", "null") : "");
    }

    private static String outputs(Chance chance) {
        String all = chance.happens(0.5) ? ", \"parameters\": {\"binary_data_output\": true}" : "";
        String one = chance.oneOf("label", "positive", "neutral");
        return all
                + (chance.happens(0.4)
                        ? ", \"outputs\": [{\"name\": \"" + one + "\", \"parameters\": {\"binary_data\": "
                                + chance.oneOf("true", "false", "1") + "}}]"
                        : "");
    }

    private static String repeated(int count, Supplier<String> item, String separator) {
        return IntStream.range(0, count).mapToObj(index -> item.get()).collect(Collectors.joining(separator));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A body of two parts. */
    static final class Binary {

        private final byte[] head;
        private final byte[] tensor;

        Binary(byte[] head, byte[] tensor) {
            this.head = head;
            this.tensor = tensor;
        }

        int headLength() {
            return head.length;
        }

        byte[] joined() {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(head);
            body.writeBytes(tensor);
            return body.toByteArray();
        }
    }
}
