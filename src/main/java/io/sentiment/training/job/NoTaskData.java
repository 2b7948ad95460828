package io.sentiment.training.job;

import com.github.kagkarlsson.scheduler.serializer.Serializer;

/** Tasks are named by their ids and carry nothing: no object is ever read from bytes in the database. */
final class NoTaskData implements Serializer {

    @Override
    public byte[] serialize(Object data) {
        return new byte[0];
    }

    @Override
    @SuppressWarnings("NullAway") // The library's own contract: a task without data has null.
    public <T> T deserialize(Class<T> type, byte[] bytes) {
        return null;
    }
}
