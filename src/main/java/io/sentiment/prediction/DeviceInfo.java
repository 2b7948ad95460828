package io.sentiment.prediction;

import io.sentiment.network.ComputeDevice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Tells in the log and in {@code /actuator/info} what computes the predictions. */
@Component
class DeviceInfo implements InfoContributor {

    private static final Logger log = LoggerFactory.getLogger(DeviceInfo.class);

    private final ComputeDevice device = ComputeDevice.current();

    DeviceInfo() {
        log.info(
                "Computing on {}: {}, {} threads, {}",
                device.backend(),
                device.device(),
                device.threads(),
                String.join(" ", device.cpuFeatures()));
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("device", device);
    }
}
