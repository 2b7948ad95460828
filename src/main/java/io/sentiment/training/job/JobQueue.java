package io.sentiment.training.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Where jobs wait for runners: db-scheduler's table, which the runners of all replicas poll. Thread-safe. */
final class JobQueue {

    /** Of db-scheduler's tasks, each of which has the id of its job. */
    static final String TASK = "retraining";

    /** Tasks carry nothing: no object is ever read from bytes in the database. */
    static final Serializer NO_DATA = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            return new byte[0];
        }

        @Override
        @SuppressWarnings("NullAway") // The library's own contract: a task without data has null.
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return null;
        }
    };

    private final SchedulerClient client;

    JobQueue(DataSource dataSource) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .serializer(NO_DATA)
                .build();
    }

    /** Adds a job that may run from that time on. Joins the transaction of the caller. */
    void add(String id, Instant from) {
        client.scheduleIfNotExists(new TaskInstance<Void>(TASK, id), from);
    }
}
