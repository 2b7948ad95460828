package io.sentiment.prediction;

import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.engines.EngineSelection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Tells in the log and in {@code /actuator/info} what computes the predictions. */
@Component
class DeviceInfo implements InfoContributor {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceInfo.class);

    private final ComputeDevice device = ComputeDevice.current();

    private final EngineSelection engines;

    DeviceInfo(EngineSelection engines) {
        this.engines = engines;
        LOG.info(
                "Computing on {}: {}, {} threads, {}",
                device.backend(),
                device.device(),
                device.threads(),
                String.join(" ", device.cpuFeatures()));
        LOG.info(
                "Predicting with the engine {} in {} on {} threads",
                engines.engine(),
                engines.precision(),
                engines.threads());
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("device", device)
                .withDetail(
                        "inference",
                        Map.of(
                                "engine", engines.engine(),
                                "precision", engines.precision().label(),
                                "threads", engines.threads()));
    }
}
