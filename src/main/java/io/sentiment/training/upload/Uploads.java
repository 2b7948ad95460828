package io.sentiment.training.upload;

import io.sentiment.model.Champions;
import io.sentiment.model.UnknownModelException;

/** Receives labelled rows. Throws a {@code DataAccessException} when the database is away. Thread-safe. */
public final class Uploads {

    private final RetrainingProperties properties;
    private final TrainingSets sets;
    private final StoredRows rows;
    private final Champions champions;

    public Uploads(RetrainingProperties properties, TrainingSets sets, StoredRows rows, Champions champions) {
        this.properties = properties;
        this.sets = sets;
        this.rows = rows;
        this.champions = champions;
    }

    /**
     * Begins to receive rows for a retraining. The caller closes what is returned.
     *
     * @throws UnknownModelException if there is no such model
     */
    public Upload receive(String model, String by) {
        if (champions.find(model).isEmpty()) {
            throw new UnknownModelException(model);
        }
        return new Upload(properties, sets, rows, model, by);
    }
}
