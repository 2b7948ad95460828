package io.sentiment.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;

class RouteTest {

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Routes ROUTES = new Routes(List.of(
            Route.forAnyone("/protocol/**").withOpenInferenceErrors(),
            Route.forClients("/calls/{name}/run"),
            Route.forAdministrators("/api/v1/admin/{name}/files").withOwnBodyLimit()));

    @Test
    void noStringOfThisPackageNamesTheRouteOfAnother() throws IOException {
        Set<String> beginnings = beginningsOfOtherRoutes();
        assertThat(beginnings).contains("/v2", "/api/v1/predictions", "/api/v1/admin/models/", "/api/v1/feedback");

        Set<String> naming = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/sentiment/platform"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .filter(literal -> beginnings.stream().anyMatch(literal::contains))
                        .forEach(literal -> naming.add(file.getFileName() + ": " + literal));
            }
        }
        assertThat(naming).isEmpty();
    }

    /** Of each call outside this package, the path before its first variable. */
    private static Set<String> beginningsOfOtherRoutes() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        Set<String> beginnings = new TreeSet<>();
        for (var found : scan.findCandidateComponents("io.sentiment")) {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            if (!type.getPackage().equals(RouteTest.class.getPackage())) {
                for (String path : paths(AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class))) {
                    for (var method : type.getDeclaredMethods()) {
                        paths(AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class))
                                .forEach(call -> beginnings.add((path + call).replaceFirst("\\{.*", "")));
                    }
                }
            }
        }
        beginnings.remove("");
        // The page's own, which every path begins with.
        beginnings.remove("/");
        return beginnings;
    }

    private static List<String> paths(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
    }

    @ParameterizedTest
    @CsvSource({
        "/protocol, OPEN_INFERENCE, false",
        "/protocol/deep/down, OPEN_INFERENCE, false",
        "/protocol/%zz, OPEN_INFERENCE, false",
        "/protocols, PROBLEM_DETAILS, false",
        "/calls/a/run, PROBLEM_DETAILS, false",
        "/api/v1/admin/a/files, PROBLEM_DETAILS, true",
        "/api/v1/admin/a/b/files, PROBLEM_DETAILS, false",
        "/api/v1/admin/a/files/1, PROBLEM_DETAILS, false",
    })
    void aPathHasTheRulesOfItsRoutes(String path, ErrorForm errors, boolean hasOwnBodyLimit) {
        assertThat(ROUTES.errorForm(path)).isEqualTo(errors);
        assertThat(ROUTES.hasOwnBodyLimit(path)).isEqualTo(hasOwnBodyLimit);
    }

    @Test
    void onlyAdministratorsCallWhatLiesBelowTheAdministration() {
        assertThatIllegalArgumentException().isThrownBy(() -> Route.forAnyone("/api/v1/admin/open"));
        assertThatIllegalArgumentException().isThrownBy(() -> Route.forClients("/api/v1/admin/open"));
        assertThatIllegalArgumentException().isThrownBy(() -> Route.forAdministrators("/elsewhere"));
    }
}
