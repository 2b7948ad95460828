package io.sentiment.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.BundleCache;
import io.sentiment.model.Champions;
import io.sentiment.model.ModelRegistry;
import io.sentiment.model.ReplicaRoles;
import io.sentiment.model.RoutingProperties;
import io.sentiment.model.ShippedBundles;
import io.sentiment.network.engines.EngineSelection;
import io.sentiment.prediction.batch.BatchingProperties;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Puts the parts of this package together. */
@Configuration(proxyBeanMethods = false)
class PredictionConfiguration {

    /** What this process knows of the versions in the database, among which are now also the shipped ones. */
    @Bean
    ModelRegistry modelRegistry(ModelsProperties models, ShippedBundles shipped, BundleCache bundles)
            throws IOException {
        shipped.store(models.location() == null ? ModelRegistry.loadShipped() : ModelRegistry.load(models.location()));
        bundles.refresh();
        return new ModelRegistry(bundles);
    }

    @Bean
    EngineSelection engineSelection(InferenceProperties inference) {
        return EngineSelection.of(
                inference.engine(),
                inference.precision(),
                inference.threads(),
                inference.tableMemory().toBytes());
    }

    @Bean
    EngineFactory engineFactory(EngineSelection engines) {
        return engines::open;
    }

    /** Closed with the other beans, which is after the web server has drained its requests. */
    @Bean
    ServedModels servedModels(
            ModelRegistry models,
            ModelsProperties properties,
            EngineFactory engines,
            BatchingProperties batching,
            MeterRegistry meters) {
        return new ServedModels(
                models,
                new VersionOpener(engines, batching, System::nanoTime, meters),
                new VersionsByNumber(properties.openByNumber(), meters));
    }

    @Bean
    BundleFetcher bundleFetcher(ModelRegistry models) {
        return new BundleFetcher(models);
    }

    @Bean
    @DependsOn("championFollower")
    Predictor predictor(
            ModelRegistry models,
            BundleFetcher fetcher,
            ServedModels served,
            RoutingProperties routing,
            PredictionProperties properties) {
        if (routing.defaultModel() != null) {
            models.champion(routing.defaultModel()); // Refuses to start with a default model that does not exist.
        }
        return new Predictor(models, fetcher, served, routing, properties, System::nanoTime);
    }

    @Bean
    Following following() {
        return new Following();
    }

    @Bean
    AliasFollower championFollower(
            Champions champions,
            BundleCache bundles,
            ModelRegistry registry,
            ServedModels served,
            Following following,
            MeterRegistry meters,
            Clock clock) {
        ChampionSwap swap = new ChampionSwap(champions, registry, served, following, meters, clock);
        AliasFollower follower = new AliasFollower(champions, bundles, registry, served, swap, following, clock);
        follower.readChampions();
        return follower;
    }

    @Bean
    HealthIndicator championsHealthIndicator(Following following, Clock clock) {
        return new ChampionHealth(following, clock);
    }

    /** Runs when the web server answers already; the application reports readiness when it has finished. */
    @Bean
    ApplicationRunner warmUp(
            AliasFollower follower, ServedModels served, ModelsProperties models, ReplicaRoles replica) {
        return arguments -> {
            if (replica.serve()) {
                follower.start(models.followInterval());
            } else {
                served.leaveClosed();
            }
        };
    }
}
