package io.sentiment.training.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The queue in db-scheduler's table, which the runners of all replicas poll. Thread-safe. */
final class ScheduledQueue implements JobQueue {

    private final SchedulerClient client;

    ScheduledQueue(DataSource dataSource) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .serializer(new NoTaskData())
                .build();
    }

    @Override
    public void add(String id, Instant from) {
        client.scheduleIfNotExists(new TaskInstance<Void>(JobTask.NAME, id), from);
    }
}
