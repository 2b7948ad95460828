package io.sentiment.model;

import io.sentiment.model.bundle.ModelVersion;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Moves a champion and sees to it that this process follows. Thread-safe. */
@Component
public final class Promotion {

    private final Champions champions;
    private final ChampionFollower follower;

    Promotion(Champions champions, ChampionFollower follower) {
        this.champions = champions;
        this.follower = follower;
    }

    /**
     * Promotes a version, or rolls back to it.
     *
     * @param who is named in the audit trail
     * @return completes with the champion when this process answers with it; fails with
     *     {@link PromotionFailedException} if it does not, and with {@link OvertakenException} if somebody has promoted
     *     another meanwhile
     * @throws UnknownModelException if there is no such version
     */
    public CompletableFuture<Champion> promote(String model, int version, String who, String reason) {
        Champion promoted = champions.promote(model, version, who, reason);
        return follower.follow().thenApply(followed -> {
            String trouble = follower.trouble(model);
            Champion champion = champions.find(model).orElse(promoted);
            if (champion.version() != version) {
                throw Objects.equals(champion.rejectedVersion(), version)
                        ? new PromotionFailedException(promoted.modelVersion(), champion.reason(), true)
                        : new OvertakenException(promoted.modelVersion(), champion.version());
            }
            if (trouble != null) {
                throw new PromotionFailedException(promoted.modelVersion(), trouble, false);
            }
            return champion;
        });
    }

    /** A promotion that another one has followed before it was over; the message is one sentence for its user. */
    public static final class OvertakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OvertakenException(ModelVersion version, int champion) {
            super("Another promotion has overtaken that of " + version + ": version " + champion + " is champion now.");
        }
    }

    /** A version that did not come to answer as champion; the message says in plain words why. */
    public static final class PromotionFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean lasting;

        PromotionFailedException(ModelVersion version, String reason, boolean lasting) {
            super("Cannot serve " + version + " as champion. " + reason);
            this.lasting = lasting;
        }

        /** Whether the alias has been moved elsewhere, and not only this process has not followed yet. */
        public boolean lasting() {
            return lasting;
        }
    }
}
