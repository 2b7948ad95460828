package io.sentiment.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database of its own for one test, migrated, and deleted with its process. A test that shall hold on every kind of
 * database is a {@code @ParameterizedClass} with {@code @EnumSource(DatabaseKind.class)}.
 */
public final class TestDatabase implements AutoCloseable {

    private final String url;
    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    TestDatabase(String url) {
        this.url = url;
        dataSource.setJdbcUrl(url);
        // Most tests use one connection, and each costs a process of PostgreSQL.
        dataSource.setMinimumIdle(0);
        jdbc = JdbcClient.create(dataSource);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public TransactionTemplate transactions() {
        return transactions;
    }

    /** Brings an earlier schema to the present one. */
    void migrate() {
        DatabaseKind.migrate(url, DatabaseKind.LATEST);
    }

    /** What makes the whole service use this database, as arguments of its start. */
    public List<String> arguments() {
        return List.of("--spring.datasource.url=" + url);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
