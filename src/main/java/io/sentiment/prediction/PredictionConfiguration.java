package io.sentiment.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.BundleCache;
import io.sentiment.model.Champions;
import io.sentiment.model.ReplicaRoles;
import io.sentiment.model.RoutingProperties;
import io.sentiment.model.ShippedBundles;
import io.sentiment.model.VersionSource;
import io.sentiment.network.engines.EngineSelection;
import io.sentiment.prediction.Predictor.PredictionProperties;
import io.sentiment.prediction.batch.BatchingProperties;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Puts the parts of this package together. */
@Configuration(proxyBeanMethods = false)
class PredictionConfiguration {

    /** Closed with the other beans, which is after the web server has drained its requests. */
    @Bean
    OpenVersions openVersions(
            VersionSource source,
            ModelsProperties properties,
            EngineFactory engines,
            BatchingProperties batching,
            MeterRegistry meters,
            Dl4jComparison comparison) {
        return new OpenVersions(
                source,
                new ServedVersion.Opener(engines, batching, System::nanoTime, meters, comparison),
                new VersionsByNumber(properties.openByNumber(), meters));
    }

    /** Closed before the engines are. */
    @Bean
    @DependsOn("openVersions")
    LiveChampions liveChampions(VersionSource source) {
        return new LiveChampions(source);
    }

    @Bean
    Predictor predictor(
            LiveChampions champions,
            VersionSource source,
            OpenVersions versions,
            RoutingProperties routing,
            PredictionProperties properties) {
        return new Predictor(champions, source, versions, routing, properties, System::nanoTime);
    }

    @Bean
    DatabaseContact databaseContact(Clock clock) {
        return new DatabaseContact(clock);
    }

    @Bean
    ChampionSwap championSwap(
            Champions champions,
            VersionSource source,
            OpenVersions versions,
            LiveChampions live,
            MeterRegistry meters,
            Clock clock) {
        return new ChampionSwap(champions, source, versions, live, meters, clock);
    }

    @Bean
    AliasFollower championFollower(
            Champions champions,
            BundleCache bundles,
            OpenVersions versions,
            LiveChampions live,
            ChampionSwap swap,
            DatabaseContact database) {
        return new AliasFollower(champions, bundles, versions, live, swap, database);
    }

    /** Closed before what it uses. */
    @Bean
    ChampionStart championStart(
            ModelsProperties models,
            ReplicaRoles replica,
            ShippedBundles shipped,
            BundleCache bundles,
            AliasFollower follower,
            LiveChampions live,
            Predictor predictor) {
        return new ChampionStart(models, replica.serve(), shipped, bundles, follower, live, predictor);
    }

    @Bean
    HealthIndicator championsHealthIndicator(
            LiveChampions champions,
            ChampionSwap swap,
            DatabaseContact database,
            EngineSelection engines,
            Dl4jComparison comparison) {
        return new ChampionHealth(champions, swap, database, engines::gpuFailure, comparison);
    }

    /** The application reports readiness when this has finished. */
    @Bean
    ApplicationRunner warmUp(ChampionStart start) {
        return arguments -> start.awaitOpen();
    }
}
