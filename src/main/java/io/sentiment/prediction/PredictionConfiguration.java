package io.sentiment.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.ModelRegistry;
import io.sentiment.network.onednn.EngineSelection;
import java.io.IOException;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts of this package together. */
@Configuration(proxyBeanMethods = false)
class PredictionConfiguration {

    @Bean
    ModelRegistry modelRegistry(ModelsProperties models) throws IOException {
        return models.location() == null ? ModelRegistry.loadShipped() : ModelRegistry.load(models.location());
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
            ModelRegistry models, EngineFactory engines, BatchingProperties batching, MeterRegistry meters) {
        return new ServedModels(models, new VersionOpener(engines, batching, System::nanoTime, meters));
    }

    @Bean
    Predictor predictor(
            ModelRegistry models, ServedModels served, RoutingProperties routing, PredictionProperties properties) {
        ScriptRouting.of(models, routing); // Refuses to start with a default model that does not exist.
        return new Predictor(models, served, routing, properties, System::nanoTime);
    }

    /** Runs when the web server answers already; the application reports readiness when it has finished. */
    @Bean
    ApplicationRunner warmUp(ServedModels served) {
        return arguments -> served.start();
    }
}
