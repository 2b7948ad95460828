package client;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Uses the generated client as its owner would; compiled together with it by a test. */
public final class ClientDriver {

    private static final String MODEL = "reviews-en";

    private ClientDriver() {}

    /** @param folder that has the rows to train on as {@code rows.tsv} */
    public static void run(String address, String token, Path folder) throws Exception {
        ApiClient client = new ApiClient();
        client.setBasePath(address);
        client.setBearerToken(token);
        PredictionsApi predictions = new PredictionsApi(client);
        RetrainingsApi retrainings = new RetrainingsApi(client);
        VersionsApi versions = new VersionsApi(client);

        PredictionResponse answer =
                predictions.predict(new PredictionRequest().texts(List.of("A good film", "bad")), MODEL, null);
        require(answer.getPredictions().size() == 2, answer);
        require(answer.getPredictions().get(0).getVersion() == 2, answer);
        require(new ModelsApi(client).summary(MODEL).getParameters() > 0, "summary");
        require(new FeedbackApi(client)
                        .correct(new FeedbackRequest()
                                .text("A good film")
                                .label("positive")
                                .model(MODEL))
                        .getCorrection()
                > 0, "correction");

        Retraining started = retrainings.start(
                MODEL,
                folder.resolve("rows.tsv").toFile(),
                "a-key",
                null,
                new RequestedSettings().epochs(1).gate(RequestedSettings.GateEnum.MANUAL));
        require(started.getSettings().getEpochs() == 1, started);
        require(started.getSettings().getArchitecture() == null, started);
        Retraining ended = ended(retrainings, started.getId());
        require(ended.getState() == Retraining.StateEnum.KEPT, ended);
        require(retrainings.events(ended.getId(), null).contains("event:end"), "events");
        require(retrainings.callList(MODEL, "kept", null, null).getTotal() == 1, "list");

        Champion champion = versions.promote(MODEL, new ChampionRequest().version(ended.getVersion()));
        require(Objects.equals(champion.getVersion(), ended.getVersion()), champion);
        require(champion.getPreviousVersion() == 2, champion);
        require(version(predictions, null) == ended.getVersion(), champion);

        File bundle = versions.bundle(MODEL, ended.getVersion());
        require(bundle.length() > 0, bundle);
        VersionDescription imported = versions.read(MODEL, bundle);
        require(imported.getVersion() > ended.getVersion(), imported);
        require(version(predictions, imported.getVersion()) == imported.getVersion(), imported);
        versions.delete(MODEL, imported.getVersion());
        require(versions.versions(MODEL).getVersions().size() == 3, "versions");

        try {
            versions.bundle(MODEL, imported.getVersion());
            throw new AssertionError("The version is still there.");
        } catch (ApiException missing) {
            require(missing.getCode() == 404, missing);
        }
        require(new OpenInferenceProtocolApi(client)
                        .infer(
                                MODEL,
                                new OpenInferenceRequest()
                                        .inputs(List.of(new Input()
                                                .name("text")
                                                .datatype("BYTES")
                                                .shape(List.of(1))
                                                .data(List.of("A good film")))),
                                null)
                        .getOutputs()
                        .size()
                == 2, "infer");
        require(!new AuditTrailApi(client).entries(null, 10).getEntries().isEmpty(), "audit");
    }

    private static int version(PredictionsApi predictions, Integer wanted) throws ApiException {
        return predictions
                .predict(
                        new PredictionRequest()
                                .texts(List.of("A good film"))
                                .model(MODEL)
                                .version(wanted),
                        null,
                        null)
                .getPredictions()
                .get(0)
                .getVersion();
    }

    private static Retraining ended(RetrainingsApi retrainings, String id) throws Exception {
        Instant deadline = Instant.now().plusSeconds(180);
        while (Instant.now().isBefore(deadline)) {
            Retraining now = retrainings.find(id);
            if (now.getEndedAt() != null) {
                return now;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("The retraining does not end.");
    }

    private static void require(boolean met, Object subject) {
        if (!met) {
            throw new AssertionError(String.valueOf(subject));
        }
    }
}
