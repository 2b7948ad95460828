package io.sentiment.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;
import org.webjars.WebJarVersionLocator;

/**
 * The files of the page and of its libraries, in memory from the first time that somebody asks for the page: less than a
 * megabyte. The address of each has the hash of all of them in it, so that browsers need never ask for it again.
 * Thread-safe.
 */
@Component
@ConditionalOnPage
public class PageFiles {

    private static final String OWN = "static/page/";
    private static final String DOCUMENT = "index.html";

    /** In the document, stands for the hash of all files. */
    private static final String EDITION = "{edition}";

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final int EDITION_BYTES = 8;

    /** What browsers run, and from which webjar it is. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lib/reactive-element/reactive-element.js", "lit__reactive-element",
            "lib/reactive-element/css-tag.js", "lit__reactive-element",
            "lib/lit-html/lit-html.js", "lit-html",
            "lib/lit-element/index.js", "lit-element",
            "lib/lit-element/lit-element.js", "lit-element",
            "lib/uplot/uPlot.esm.js", "uplot",
            "lib/uplot/uPlot.min.css", "uplot");

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", utf8("text", "html"),
            "js", utf8("text", "javascript"),
            "css", utf8("text", "css"),
            "svg", utf8("image", "svg+xml"),
            "json", MediaType.APPLICATION_JSON);

    private final Supplier<Page> page = SingletonSupplier.of(PageFiles::read);

    /** The document at the root. */
    public PageFile document() {
        return loaded().document();
    }

    /** The hash of all files, which is in their addresses. */
    public String edition() {
        return loaded().edition();
    }

    /** What the document may do: run and show what comes from this service, and nothing else. */
    public String contentSecurityPolicy() {
        return loaded().contentSecurityPolicy();
    }

    /** The file of that name, such as {@code app.js} or {@code lib/lit-html/lit-html.js}. */
    public Optional<PageFile> find(String name) {
        return Optional.ofNullable(loaded().files().get(name));
    }

    /** All files by their names. */
    SortedMap<String, PageFile> all() {
        return loaded().files();
    }

    private Page loaded() {
        return page.get();
    }

    private static Page read() {
        try {
            SortedMap<String, PageFile> files = new TreeMap<>();
            for (Resource own : new PathMatchingResourcePatternResolver().getResources("classpath:" + OWN + "**/*.*")) {
                String url = own.getURL().toString();
                String name = url.substring(url.lastIndexOf(OWN) + OWN.length());
                files.put(name, file(name, own));
            }
            WebJarVersionLocator webjars = new WebJarVersionLocator();
            LIBRARIES.forEach((name, webjar) -> files.put(name, library(webjars, name, webjar)));
            PageFile document = files.remove(DOCUMENT);
            if (document == null) {
                throw new IllegalStateException("The page has no " + DOCUMENT + ".");
            }
            return page(new String(document.plain(), StandardCharsets.UTF_8), files);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Page page(String template, SortedMap<String, PageFile> files) {
        MessageDigest digest = sha256();
        digest.update(template.getBytes(StandardCharsets.UTF_8));
        files.forEach((name, file) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(file.plain());
        });
        String edition = HexFormat.of().formatHex(digest.digest(), 0, EDITION_BYTES);
        String html = template.replace(EDITION, edition);
        Matcher importMap = IMPORT_MAP.matcher(html);
        if (!importMap.find()) {
            throw new IllegalStateException("The page has no import map.");
        }
        byte[] hash = sha256().digest(importMap.group(1).getBytes(StandardCharsets.UTF_8));
        String policy = "default-src 'none'; script-src 'self' 'sha256-"
                + Base64.getEncoder().encodeToString(hash)
                + "'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'";
        return new Page(PageFile.of(type(DOCUMENT), html.getBytes(StandardCharsets.UTF_8)), edition, policy, files);
    }

    private static PageFile library(WebJarVersionLocator webjars, String name, String webjar) {
        String file = StringUtils.getFilename(name);
        String folder = webjar.equals("uplot") ? "dist/" : "";
        String path = webjars.fullPath(webjar, folder + file);
        if (path == null) {
            throw new IllegalStateException("There is no webjar '" + webjar + "' with " + file + ".");
        }
        try {
            return file(name, new ClassPathResource(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static PageFile file(String name, Resource resource) throws IOException {
        return PageFile.of(type(name), resource.getContentAsByteArray());
    }

    private static MediaType type(String name) {
        MediaType type = TYPES.get(StringUtils.getFilenameExtension(name));
        if (type == null) {
            throw new IllegalStateException("The page has a file of unknown type: " + name + ".");
        }
        return type;
    }

    private static MediaType utf8(String type, String subtype) {
        return new MediaType(type, subtype, StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has SHA-256.
        }
    }

    /**
     * The page as it was read.
     *
     * @param document with the edition in its addresses
     * @param edition the hash of all files
     * @param contentSecurityPolicy of the document
     * @param files all others by their names
     */
    private record Page(
            PageFile document, String edition, String contentSecurityPolicy, SortedMap<String, PageFile> files) {}
}
