package io.sentiment.training;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.BundleCache;
import io.sentiment.model.Champions;
import io.sentiment.model.VersionStore;
import io.sentiment.storage.DataDirectory;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the parts of retrainings together. */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

    @Bean
    TrainingSets trainingSets(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        return new TrainingSets(jdbc, transactions, clock);
    }

    @Bean
    StoredRows storedRows(JdbcTemplate jdbc, TransactionOperations transactions) {
        return new StoredRows(jdbc, transactions);
    }

    @Bean
    RetrainingStore retrainingStore(JdbcClient jdbc, Clock clock) {
        return new RetrainingStore(jdbc, clock);
    }

    @Bean
    Corrections corrections(JdbcClient jdbc, Champions champions, VersionStore versions, Clock clock) {
        return new Corrections(jdbc, champions, versions, clock);
    }

    @Bean
    RetrainingQueue retrainingQueue(DataSource dataSource) {
        return new ScheduledQueue(dataSource);
    }

    @Bean
    Uploads uploads(RetrainingProperties properties, TrainingSets sets, StoredRows rows, Champions champions) {
        return new Uploads(properties, sets, rows, champions);
    }

    @Bean
    RetrainingRequests retrainingRequests(
            JdbcClient jdbc,
            TransactionOperations transactions,
            TrainingSets sets,
            StoredRows rows,
            Corrections corrections,
            RetrainingProperties properties,
            RetrainingStore store,
            RetrainingQueue queue,
            AuditTrail audit,
            Clock clock) {
        UploadCompletion completion = new UploadCompletion(jdbc, sets, rows, corrections, properties);
        return new RetrainingRequests(transactions, completion, store, queue, audit, clock);
    }

    @Bean
    Retrainings retrainings(
            JdbcClient jdbc,
            TransactionOperations transactions,
            RetrainingStore store,
            Corrections corrections,
            AuditTrail audit,
            Clock clock) {
        return new Retrainings(jdbc, transactions, store, corrections, audit, clock);
    }

    @Bean
    RetrainingFolders retrainingFolders(DataDirectory data) {
        return new RetrainingFolders(data);
    }

    @Bean
    LeftoverRemoval leftoverRemoval(
            TrainingSets sets, RetrainingStore store, RetrainingFolders folders, JdbcConnectionDetails database) {
        return new LeftoverRemoval(sets, store, folders, database.getJdbcUrl().startsWith("jdbc:sqlite:"));
    }

    @Bean
    @Conditional(TrainsHere.class)
    RetrainingScheduler retrainingScheduler(
            DataSource dataSource,
            JdbcClient jdbc,
            TransactionOperations transactions,
            StoredRows rows,
            RetrainingStore store,
            Corrections corrections,
            Champions champions,
            VersionStore versions,
            BundleCache bundles,
            AuditTrail audit,
            RetrainingFolders folders,
            TrainerProperties trainer,
            RetrainingProperties properties,
            Clock clock) {
        Checkpoints checkpoints = new Checkpoints(jdbc, transactions);
        RetrainingSteps steps = new RetrainingSteps(
                jdbc, transactions, store, corrections, checkpoints, champions, versions, audit, clock);
        OrderWriter orders = new OrderWriter(rows, store, versions, bundles);
        return new RetrainingScheduler(
                dataSource, () -> new RetrainingRunner(steps, orders, checkpoints, folders, trainer), properties);
    }
}
