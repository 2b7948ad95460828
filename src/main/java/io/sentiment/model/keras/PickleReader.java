package io.sentiment.model.keras;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of a pickle of Python, of any protocol, without running any of it. Python rebuilds an object by calling what
 * the pickle names; here a name is a name. Those of Keras' Tokenizer, of Python's dictionaries and of numpy's scalars are
 * understood, and every other one is refused.
 *
 * <p>Gives maps, lists, texts, byte arrays, numbers, truth values and null; an object is its fields as a map.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools: the opcodes</a>
 */
final class PickleReader {

    private static final int MOST_VALUES = 4_000_000;

    private static final Object MARK = new Object();

    private final DataInputStream input;
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final Map<Integer, @Nullable Object> memo = new HashMap<>();

    private PickleReader(byte[] bytes) {
        input = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** Whether bytes begin as a pickle does: of protocol 2 and later with its number, before that with a dictionary. */
    static boolean isPickle(byte[] bytes) {
        return bytes.length > 2
                && ((bytes[0] == (byte) 0x80 && bytes[1] >= 2 && bytes[1] <= 5)
                        || (bytes[0] == '(' && (bytes[1] == 'd' || bytes[1] == 'l'))
                        || new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1)
                                .startsWith("ccopy_reg\n"));
    }

    /** @throws UnusableKerasFileException if the pickle is damaged, or holds more than data */
    static @Nullable Object read(byte[] bytes) {
        try {
            return new PickleReader(bytes).run();
        } catch (IOException
                | IndexOutOfBoundsException
                | ClassCastException
                | IllegalArgumentException
                | StackOverflowError e) {
            throw new UnusableKerasFileException("The pickle is damaged.", e);
        }
    }

    private @Nullable Object run() throws IOException {
        for (int values = 0; values < MOST_VALUES; values++) {
            int opcode = input.readUnsignedByte();
            if (opcode == '.') {
                return PickledObjects.fields(pop());
            }
            step(opcode);
        }
        throw new UnusableKerasFileException("The pickle holds more than " + MOST_VALUES + " values.");
    }

    private void step(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> input.readUnsignedByte();
            case 0x95 -> input.readLong();
            case '(' -> stack.add(MARK);
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> stack.add(top());
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'K', 'M', 'J', 'I', 'L', 0x8a, 'F', 'G' -> stack.add(number(opcode));
            case 'U', 'T', 'S', 'V', 'X', 0x8c, 0x8d -> stack.add(text(opcode));
            case 'C', 'B', 0x8e -> stack.add(bytes(opcode));
            case ']', '}', ')' -> stack.add(opcode == '}' ? new LinkedHashMap<>() : new ArrayList<>());
            case 'l', 't' -> stack.add(popToMark());
            case 'd' -> stack.add(map(popToMark()));
            case 'a', 'e', 's', 'u' -> append(opcode);
            case 0x85, 0x86, 0x87 -> stack.add(popLast(opcode - 0x84));
            case 'p', 'q', 'r', 0x94, 'g', 'h', 'j' -> remember(opcode);
            case 'c' -> stack.add(PickledObjects.named(line(), line()));
            case 0x93 -> {
                String name = (String) popPresent();
                stack.add(PickledObjects.named((String) popPresent(), name));
            }
            case 0x81, 'R' -> {
                List<?> arguments = (List<?>) popPresent();
                stack.add(PickledObjects.built((PickledObjects.Name) popPresent(), arguments));
            }
            case 'b' -> {
                Object state = pop();
                PickledObjects.setState(top(), state);
            }
            default ->
                throw new UnusableKerasFileException(String.format(
                        "The pickle holds more than data (opcode 0x%02x), which is not run here.", opcode));
        }
    }

    private Object number(int opcode) throws IOException {
        return switch (opcode) {
            case 'K' -> (long) input.readUnsignedByte();
            case 'M' -> (long) Short.toUnsignedInt(Short.reverseBytes(input.readShort()));
            case 'J' -> (long) Integer.reverseBytes(input.readInt());
            case 'I' -> {
                String digits = line();
                yield digits.equals("00") ? (Object) false : digits.equals("01") ? true : Long.parseLong(digits);
            }
            case 'L' -> Long.parseLong(line().replace("L", ""));
            case 'F' -> Double.parseDouble(line());
            case 'G' -> input.readDouble();
            default -> {
                byte[] little = exactly(input.readUnsignedByte());
                yield little.length == 0 ? 0L : new BigInteger(PickledObjects.reversed(little)).longValue();
            }
        };
    }

    private String text(int opcode) throws IOException {
        return switch (opcode) {
            case 'U', 0x8c -> utf8(exactly(input.readUnsignedByte()));
            case 'T', 'X' -> utf8(exactly(Integer.reverseBytes(input.readInt())));
            case 'S' -> quoted(line());
            case 'V' -> escaped(line());
            default -> utf8(exactly(Math.toIntExact(bounded(Long.reverseBytes(input.readLong())))));
        };
    }

    private byte[] bytes(int opcode) throws IOException {
        return switch (opcode) {
            case 'C' -> exactly(input.readUnsignedByte());
            case 'B' -> exactly(Integer.reverseBytes(input.readInt()));
            default -> exactly(Math.toIntExact(bounded(Long.reverseBytes(input.readLong()))));
        };
    }

    private static long bounded(long length) throws EOFException {
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new EOFException();
        }
        return length;
    }

    private void remember(int opcode) throws IOException {
        switch (opcode) {
            case 'p' -> memo.put(Integer.parseInt(line()), top());
            case 'q' -> memo.put(input.readUnsignedByte(), top());
            case 'r' -> memo.put(Integer.reverseBytes(input.readInt()), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'g' -> stack.add(recalled(Integer.parseInt(line())));
            case 'h' -> stack.add(recalled(input.readUnsignedByte()));
            default -> stack.add(recalled(Integer.reverseBytes(input.readInt())));
        }
    }

    private @Nullable Object recalled(int place) {
        if (!memo.containsKey(place)) {
            throw new IndexOutOfBoundsException("Nothing is remembered at " + place + ".");
        }
        return memo.get(place);
    }

    @SuppressWarnings("unchecked") // What is no list or map throws the exception that means damage.
    private void append(int opcode) {
        switch (opcode) {
            case 'a' -> {
                Object value = pop();
                ((List<@Nullable Object>) target()).add(value);
            }
            case 'e' -> {
                List<@Nullable Object> values = popToMark();
                ((List<@Nullable Object>) target()).addAll(values);
            }
            case 's' -> {
                Object value = pop();
                Object key = pop();
                ((Map<@Nullable Object, @Nullable Object>) target()).put(key, value);
            }
            default -> {
                Map<@Nullable Object, @Nullable Object> entries = map(popToMark());
                ((Map<@Nullable Object, @Nullable Object>) target()).putAll(entries);
            }
        }
    }

    /** What a list or a map that is on top of the stack is filled by; of an object its fields are. */
    private Object target() {
        return present(PickledObjects.fields(top()));
    }

    private static Map<@Nullable Object, @Nullable Object> map(List<@Nullable Object> values) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int index = 0; index + 1 < values.size(); index += 2) {
            map.put(values.get(index), values.get(index + 1));
        }
        return map;
    }

    private Object popPresent() {
        return present(pop());
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new ClassCastException("Something is missing.");
        }
        return value;
    }

    private @Nullable Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private @Nullable Object top() {
        return stack.get(stack.size() - 1);
    }

    private List<@Nullable Object> popToMark() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw new IndexOutOfBoundsException("There is no mark.");
        }
        List<@Nullable Object> values = popLast(stack.size() - mark - 1);
        pop();
        return values;
    }

    private List<@Nullable Object> popLast(int count) {
        List<@Nullable Object> last = stack.subList(stack.size() - count, stack.size());
        List<@Nullable Object> values = new ArrayList<>(last);
        last.clear();
        return values;
    }

    private byte[] exactly(int length) throws IOException {
        if (length < 0 || length > input.available()) {
            throw new EOFException();
        }
        return input.readNBytes(length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = input.readUnsignedByte(); character != '\n'; character = input.readUnsignedByte()) {
            line.append((char) character);
        }
        return line.toString();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String quoted(String line) {
        return escaped(line.substring(1, line.length() - 1));
    }

    /** Protocol 0 writes other characters than those of Latin-1 by their numbers. */
    private static String escaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            if (character != '\\' || index + 1 == line.length()) {
                text.append(character);
                continue;
            }
            char kind = line.charAt(++index);
            int digits = kind == 'u' ? 4 : kind == 'U' ? 8 : kind == 'x' ? 2 : 0;
            if (digits > 0) {
                text.appendCodePoint(Integer.parseInt(line.substring(index + 1, index + 1 + digits), 16));
                index += digits;
            } else {
                text.append(
                        switch (kind) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> kind;
                        });
            }
        }
        return text.toString();
    }
}
