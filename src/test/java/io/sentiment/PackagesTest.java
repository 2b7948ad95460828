package io.sentiment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sentiment.network.pretraining.Pretraining;
import io.sentiment.network.training.TemperatureScaling;
import io.sentiment.network.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;

/** The table of packages in CONTRIBUTING.md, which this test reads: what each may use, and what stays inside. */
@AnalyzeClasses(
        packages = "io.sentiment",
        importOptions = {DoNotIncludeTests.class, PackagesTest.Written.class})
class PackagesTest {

    private static final String ROOT = "io.sentiment";
    private static final int TYPES_IN_A_PACKAGE = 30;

    /** {@code | `package` | what it holds | what it may use |}. */
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9.]+)` \\|[^|]*\\|([^|]*)\\|");

    private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`");

    /** Not what Spring's ahead-of-time processing has made of it. */
    static final class Written implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("__");
        }
    }

    @ArchTest
    static void eachPackageUsesOnlyWhatTheTableAllows(JavaClasses classes) throws IOException {
        Map<String, Set<String>> table = table();
        Set<String> forbidden = classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass()))
                .filter(dependency ->
                        !mayUse(table, name(dependency.getOriginClass()), name(dependency.getTargetClass())))
                .map(dependency -> dependency.getOriginClass().getName() + " uses "
                        + dependency.getTargetClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(forbidden).isEmpty();
    }

    @ArchTest
    static void theTableNamesThePackagesThatThereAre(JavaClasses classes) throws IOException {
        Set<String> packages = classes.stream()
                .map(PackagesTest::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(table().keySet()).containsExactlyElementsOf(packages);
    }

    @ArchTest
    static void noPackageHoldsMoreThanThirtyTypes(JavaClasses classes) {
        Map<String, Long> types = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        types.values().removeIf(count -> count <= TYPES_IN_A_PACKAGE);
        assertThat(types).isEmpty();
    }

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.sentiment.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheNetworkPackagesKnowDl4j = noClasses()
            .that()
            .resideOutsideOfPackage("io.sentiment.network..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule theSmallPublicApiOfTheNetworkDoesNot = noClasses()
            .that()
            .resideInAPackage("io.sentiment.network")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule onlyThePipelineTrains = noClasses()
            .that()
            .resideOutsideOfPackages("io.sentiment.network..", "io.sentiment.training.pipeline")
            .should()
            // What these throw and keep may be known outside.
            .dependOnClassesThat(type(Trainer.class).or(type(Pretraining.class)).or(type(TemperatureScaling.class)));

    @ArchTest
    static final ArchRule onlyTheAdapterTellsDl4jsTwoKindsOfNetworksApart = noClasses()
            .that()
            .haveNameNotMatching("io\\.sentiment\\.network\\.dl4j\\.Dl4jNetwork.*")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.deeplearning4j.nn.multilayer.MultiLayerNetwork");

    @ArchTest
    static final ArchRule controllersLiveInWebPackagesAndStayThere = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .resideInAnyPackage("..web..", "io.sentiment.platform")
            .andShould()
            .notBePublic();

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /** Below the root; empty for the root itself, which holds the Spring application alone. */
    private static String name(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static boolean mayUse(Map<String, Set<String>> table, String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        Set<String> allowed = table.getOrDefault(from, Set.of());
        return allowed.contains(to) || allowed.contains("all");
    }

    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("CONTRIBUTING.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                table.put(row.group(1), names(row.group(2)));
            }
        }
        return table;
    }

    private static Set<String> names(String cell) {
        return cell.strip().equals("all")
                ? Set.of("all")
                : NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }
}
