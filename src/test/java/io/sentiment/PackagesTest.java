package io.sentiment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.stereotype.Controller;

/** The table of packages in CONTRIBUTING.md: what each may use, and what stays inside. */
@AnalyzeClasses(packages = "io.sentiment", importOptions = DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule eachPackageUsesOnlyWhatTheTableAllows = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("text")
            .definedBy("io.sentiment.text..")
            .layer("storage")
            .definedBy("io.sentiment.storage..")
            .layer("stream")
            .definedBy("io.sentiment.stream..")
            .layer("network")
            .definedBy("io.sentiment.network..")
            .layer("evaluation")
            .definedBy("io.sentiment.evaluation..")
            .layer("model")
            .definedBy("io.sentiment.model")
            .optionalLayer("model.web")
            .definedBy("io.sentiment.model.web..")
            .layer("prediction")
            .definedBy("io.sentiment.prediction")
            .layer("prediction.web")
            .definedBy("io.sentiment.prediction.web..")
            .layer("training")
            .definedBy("io.sentiment.training")
            .layer("training.web")
            .definedBy("io.sentiment.training.web..")
            .layer("platform")
            .definedBy("io.sentiment.platform..")
            .layer("cli")
            .definedBy("io.sentiment.cli..")
            .layer("application")
            .definedBy("io.sentiment")
            .whereLayer("text")
            .mayNotAccessAnyLayer()
            .whereLayer("storage")
            .mayNotAccessAnyLayer()
            .whereLayer("stream")
            .mayNotAccessAnyLayer()
            .whereLayer("network")
            .mayOnlyAccessLayers("text")
            .whereLayer("evaluation")
            .mayOnlyAccessLayers("network", "text")
            .whereLayer("model")
            .mayOnlyAccessLayers("evaluation", "network", "storage", "stream", "text")
            .whereLayer("model.web")
            .mayOnlyAccessLayers("model", "platform", "network", "text")
            .whereLayer("prediction")
            .mayOnlyAccessLayers("model", "network", "text")
            .whereLayer("prediction.web")
            .mayOnlyAccessLayers("prediction", "platform", "model", "network", "text")
            .whereLayer("training")
            .mayOnlyAccessLayers("evaluation", "model", "network", "storage", "stream", "text")
            .whereLayer("training.web")
            .mayOnlyAccessLayers("training", "platform", "model", "network", "text")
            .whereLayer("platform")
            .mayOnlyAccessLayers("stream")
            .whereLayer("application")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.sentiment.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheNetworkPackageKnowsDl4j = noClasses()
            .that()
            .resideOutsideOfPackage("io.sentiment.network..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule controllersLiveInWebPackagesAndStayThere = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .resideInAnyPackage("..web..", "io.sentiment.platform")
            .andShould()
            .notBePublic();
}
