package io.sentiment.model;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes this process answer with the champions that the database names. Thread-safe. */
public interface ChampionFollower {

    /**
     * Follows now instead of at the next occasion.
     *
     * @return completes when every champion that the database named is served or has been refused
     */
    CompletableFuture<@Nullable Void> follow();

    /** Why this process does not serve the champion of a model, as one sentence; null if it does, or knows of none. */
    @Nullable
    String trouble(String model);
}
