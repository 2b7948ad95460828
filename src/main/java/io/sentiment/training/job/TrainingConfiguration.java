package io.sentiment.training.job;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.BundleCache;
import io.sentiment.model.Champions;
import io.sentiment.model.ReplicaRoles;
import io.sentiment.model.RoutingProperties;
import io.sentiment.model.VersionStore;
import io.sentiment.storage.DataDirectory;
import io.sentiment.training.gate.GateRule;
import io.sentiment.training.process.TrainerCommand;
import io.sentiment.training.upload.Corrections;
import io.sentiment.training.upload.StoredRows;
import io.sentiment.training.upload.TrainingRowWriter;
import io.sentiment.training.upload.TrainingSets;
import io.sentiment.training.upload.UploadLimits;
import io.sentiment.training.upload.Uploads;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the parts of uploads and jobs together. */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

    @Bean
    StoredRows storedRows(JdbcClient jdbc) {
        return new StoredRows(jdbc);
    }

    @Bean
    TrainingRowWriter trainingRowWriter(JdbcTemplate jdbc, TransactionOperations transactions, StoredRows rows) {
        return new TrainingRowWriter(jdbc, transactions, rows);
    }

    @Bean
    TrainingSets trainingSets(
            JdbcClient jdbc, TransactionOperations transactions, TrainingRowWriter rows, Clock clock) {
        return new TrainingSets(jdbc, transactions, rows, clock);
    }

    @Bean
    JobStore jobStore(JdbcClient jdbc, Clock clock) {
        return new JobStore(jdbc, clock);
    }

    @Bean
    Corrections corrections(
            JdbcClient jdbc, Champions champions, VersionStore versions, RoutingProperties routing, Clock clock) {
        return new Corrections(jdbc, champions, versions, routing, clock);
    }

    @Bean
    Uploads uploads(
            UploadLimits limits,
            TrainingSets sets,
            StoredRows rows,
            TrainingRowWriter writer,
            Corrections corrections,
            Champions champions) {
        return new Uploads(limits, sets, rows, writer, corrections, champions);
    }

    @Bean
    Lineage lineage(StoredRows rows, JobStore store, BundleCache bundles) {
        return new Lineage(rows, store, bundles);
    }

    @Bean
    JobRequests jobRequests(
            TransactionOperations transactions,
            Uploads uploads,
            Champions champions,
            Lineage lineage,
            JobStore store,
            JobScheduler scheduler,
            AuditTrail audit,
            Clock clock) {
        return new JobRequests(transactions, uploads, champions, lineage, store, scheduler, audit, clock);
    }

    @Bean
    Jobs jobs(
            TransactionOperations transactions,
            JobStore store,
            Corrections corrections,
            Champions champions,
            AuditTrail audit,
            Clock clock) {
        return new Jobs(transactions, store, corrections, champions, audit, clock);
    }

    @Bean
    JobFolders jobFolders(DataDirectory data) {
        return new JobFolders(data);
    }

    @Bean
    LeftoverRemoval leftoverRemoval(
            TrainingSets sets, JobStore store, JobFolders folders, JdbcConnectionDetails database) {
        return new LeftoverRemoval(sets, store, folders, database.getJdbcUrl().startsWith("jdbc:sqlite:"));
    }

    @Bean
    JobScheduler jobScheduler(
            DataSource dataSource,
            JdbcClient jdbc,
            TransactionOperations transactions,
            StoredRows rows,
            JobStore store,
            Corrections corrections,
            Champions champions,
            VersionStore versions,
            BundleCache bundles,
            AuditTrail audit,
            JobFolders folders,
            TrainerCommand trainer,
            JobProperties properties,
            UploadLimits limits,
            GateRule gate,
            Lineage lineage,
            ReplicaRoles roles,
            Clock clock) {
        StoredCheckpoints checkpoints = new StoredCheckpoints(jdbc);
        JobSteps steps = new JobSteps(transactions, store, checkpoints, corrections, champions, versions, audit, clock);
        HeldOutSets heldOut = new HeldOutSets(rows, store, bundles, limits);
        OrderWriter orders = new OrderWriter(rows, versions, bundles, lineage, heldOut, gate);
        return new JobScheduler(
                dataSource,
                () -> new JobRunner(steps, orders, checkpoints, folders, trainer),
                properties,
                roles.train());
    }
}
