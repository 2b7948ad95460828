package io.sentiment.benchmark.torch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module without parameters of its own, as {@code torch.jit.save} writes it: a zip with the source of one
 * class and a pickle of one instance (see {@code torch/csrc/jit/docs/serialization.md} of PyTorch). The weights are
 * arguments of its {@code forward}.
 *
 * @param forward the method, indented by two blanks, with {@code self: __torch__.Network}
 */
record TorchScript(String forward) {

    private static final String HEADER = """
            class Network(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    /** {@code Network} with the attribute {@code training = False}, in the opcodes of pickle's protocol 2. */
    private static final String INSTANCE =
            "\u0080\u0002c__torch__\nNetwork\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub.";

    private static final String EMPTY_TUPLE = "\u0080\u0002).";

    /** The file that libtorch loads. */
    InputStream archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", INSTANCE);
            store(zip, "code/__torch__.py", HEADER + forward);
            store(zip, "constants.pkl", EMPTY_TUPLE);
            store(zip, "version", "3\n");
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Uncompressed, as libtorch expects it. */
    private static void store(ZipOutputStream zip, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry("network/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
