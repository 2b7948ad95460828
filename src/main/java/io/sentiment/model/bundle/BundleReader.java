package io.sentiment.model.bundle;

import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one bundle that may come from a stranger, and refuses it with the reason unless everything about it fits. */
final class BundleReader {

    private static final Logger LOG = LoggerFactory.getLogger(BundleReader.class);
    private static final int MAXIMUM_MANIFEST_BYTES = 1 << 20;

    private final BundleSource source;

    BundleReader(BundleSource source) {
        this.source = source;
    }

    /** Everything but the network is read; the network's bytes are verified. */
    ModelBundle read() {
        Set<String> found = fileNames();
        byte[] manifestBytes = readManifestBytes();
        ModelManifest manifest = parseManifest(manifestBytes);
        requireChecksums(manifest, found);
        requireTokenizer(manifest.tokenizer());
        BundleFiles files = new BundleFiles(source, manifest);
        Vocabulary vocabulary = readVocabulary(files);
        verifyModelCard(files);
        verifyNetwork(files);
        verifyRows(files);
        return new ModelBundle(files, manifestBytes, vocabulary);
    }

    private Set<String> fileNames() {
        Set<String> found = new HashSet<>();
        try {
            for (String name : source.fileNames()) {
                if (!BundleFile.isName(name)) {
                    throw refusal("it holds '" + name + "', which does not belong to a bundle.");
                }
                if (!found.add(name)) {
                    throw refusal("it holds " + name + " twice.");
                }
            }
        } catch (IOException e) {
            throw refusal("it is neither a readable folder nor a readable zip.", e);
        }
        if (!found.contains(BundleFile.MANIFEST.fileName())) {
            throw refusal(BundleFile.MANIFEST + " is missing.");
        }
        for (BundleFile file : BundleFile.required()) {
            if (!found.contains(file.fileName())) {
                throw refusal(file + " is missing.");
            }
        }
        return found;
    }

    private byte[] readManifestBytes() {
        try (InputStream stream = source.open(BundleFile.MANIFEST.fileName())) {
            byte[] bytes = stream.readNBytes(MAXIMUM_MANIFEST_BYTES + 1);
            if (bytes.length > MAXIMUM_MANIFEST_BYTES) {
                throw refusal(BundleFile.MANIFEST + " is larger than " + MAXIMUM_MANIFEST_BYTES + " bytes.");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(BundleFile.MANIFEST, e);
        }
    }

    private ModelManifest parseManifest(byte[] bytes) {
        try {
            return ManifestFile.read(bytes);
        } catch (IllegalArgumentException e) {
            throw refusal(BundleFile.MANIFEST + " " + e.getMessage(), e);
        }
    }

    private void requireChecksums(ModelManifest manifest, Set<String> found) {
        Set<String> listed = new TreeSet<>(manifest.files().keySet());
        for (BundleFile file : BundleFile.optional()) {
            boolean present = found.contains(file.fileName());
            if (listed.remove(file.fileName()) != present) {
                throw refusal(
                        present ? BundleFile.MANIFEST + " has no checksum of " + file + "." : file + " is missing.");
            }
        }
        if (!listed.equals(
                BundleFile.required().stream().map(BundleFile::fileName).collect(Collectors.toSet()))) {
            throw refusal(
                    BundleFile.MANIFEST + " has checksums of " + listed + " instead of " + BundleFile.required() + ".");
        }
    }

    private void requireTokenizer(TokenizerSettings tokenizer) {
        TokenizerSettings current = TokenizerSettings.current();
        if (!tokenizer.canBeRead()) {
            throw refusal(BundleFile.MANIFEST + " asks for the tokenizer's format version " + tokenizer.formatVersion()
                    + ", but this program has only " + current.formatVersion() + ".");
        }
        if (!tokenizer.icuVersion().equals(current.icuVersion())) {
            LOG.warn(
                    "The bundle {} was made with ICU {} and runs with {}: a few words may be cut differently.",
                    source,
                    tokenizer.icuVersion(),
                    current.icuVersion());
        }
    }

    private Vocabulary readVocabulary(BundleFiles files) {
        Vocabulary vocabulary;
        try {
            vocabulary = Vocabulary.read(new ByteArrayInputStream(files.read(BundleFile.VOCABULARY)));
        } catch (IllegalArgumentException e) {
            throw refusal(BundleFile.VOCABULARY + " is malformed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(BundleFile.VOCABULARY, e);
        }
        int expected = files.manifest().architecture().vocabularySize();
        if (vocabulary.size() != expected) {
            throw refusal(BundleFile.VOCABULARY + " has " + vocabulary.size()
                    + " tokens, but the architecture has a vocabulary of " + expected + ".");
        }
        return vocabulary;
    }

    private void verifyModelCard(BundleFiles files) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(files.read(BundleFile.MODEL_CARD));
            // Unlike new String(bytes), a fresh decoder reports malformed input instead of replacing it.
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw refusal(BundleFile.MODEL_CARD + " is not well-formed UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(BundleFile.MODEL_CARD, e);
        }
    }

    private void verifyNetwork(BundleFiles files) {
        try (VerifiedStream stream = files.open(BundleFile.NETWORK)) {
            stream.requireChecksum();
        } catch (IOException e) {
            throw unreadable(BundleFile.NETWORK, e);
        }
    }

    private void verifyRows(BundleFiles files) {
        try {
            files.rows();
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw refusal("the files of its rows cannot be read.", e);
        }
    }

    private UnreadableBundleException unreadable(BundleFile file, IOException cause) {
        return refusal(file + " cannot be read.", cause);
    }

    private UnreadableBundleException refusal(String reason) {
        return new UnreadableBundleException(source, reason);
    }

    private UnreadableBundleException refusal(String reason, Exception cause) {
        return new UnreadableBundleException(source, reason, cause);
    }
}
