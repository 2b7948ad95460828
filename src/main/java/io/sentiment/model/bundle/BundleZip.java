package io.sentiment.model.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Streams an open bundle as a zip, every file verified on the way. */
final class BundleZip {

    private final BundleFiles files;
    private final byte[] manifestBytes;

    BundleZip(BundleFiles files, byte[] manifestBytes) {
        this.files = files;
        this.manifestBytes = manifestBytes;
    }

    void write(OutputStream stream) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(stream);
        zip.putNextEntry(entry(BundleFile.MANIFEST));
        zip.write(manifestBytes);
        for (BundleFile file : files.present()) {
            zip.putNextEntry(entry(file));
            try (VerifiedStream content = files.open(file)) {
                content.transferTo(zip);
                content.requireChecksum();
            }
        }
        zip.finish();
    }

    /** Dated by the manifest and not by the clock, so that equal bundles give equal zips. */
    private ZipEntry entry(BundleFile file) {
        ZipEntry entry = new ZipEntry(file.fileName());
        entry.setTimeLocal(LocalDateTime.ofInstant(files.manifest().created(), ZoneOffset.UTC));
        return entry;
    }
}
