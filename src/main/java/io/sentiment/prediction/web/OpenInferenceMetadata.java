package io.sentiment.prediction.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the Open Inference Protocol tells of the server and its models. */
final class OpenInferenceMetadata {

    private OpenInferenceMetadata() {}

    /** The server. */
    record Server(String name, String version, List<String> extensions) {

        static Server present() {
            @Nullable String packaged = Server.class.getPackage().getImplementationVersion();
            return new Server("sentiment-service", packaged == null ? "not packaged" : packaged, List.of());
        }
    }

    /** A model, or one version of it. */
    record Model(
            String name,
            List<String> versions,
            String platform,
            List<OpenInferenceTensors.Metadata> inputs,
            List<OpenInferenceTensors.Metadata> outputs) {

        static Model of(String name, List<Integer> versions) {
            return new Model(
                    name,
                    versions.stream().map(String::valueOf).toList(),
                    "deeplearning4j",
                    OpenInferenceTensors.inputs(),
                    OpenInferenceTensors.outputs());
        }
    }

    /** That the server lives. */
    record Live(boolean live) {}

    /** That the server is ready. */
    record Ready(boolean ready) {}

    /** That a model is ready. */
    record ModelReady(String name, boolean ready) {}
}
