package io.sentiment.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSizeTest {

    private static final int LIMIT_BYTES = 150_000;

    @Test
    void thePageWithItsLibrariesIsSmall() {
        PageFiles files = new PageFiles();

        int gzipped = files.document().gzipped().length
                + files.all().values().stream()
                        .mapToInt(file -> file.gzipped().length)
                        .sum();

        System.out.printf("The page: %d files, %d bytes gzipped%n", files.all().size() + 1, gzipped);
        assertThat(gzipped).isLessThan(LIMIT_BYTES);
    }
}
