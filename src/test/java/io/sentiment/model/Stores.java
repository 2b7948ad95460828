package io.sentiment.model;

import io.sentiment.storage.TestDatabase;
import java.time.Clock;

/** The stores of this package on a test's database, as Spring puts them together in the service. */
final class Stores {

    final AuditTrail audit;
    final VersionStore versions;
    final Champions champions;
    final ShippedBundles shipped;

    Stores(TestDatabase database) {
        Clock clock = Clock.systemUTC();
        audit = new AuditTrail(database.jdbc(), clock);
        versions = new VersionStore(database.jdbc(), database.transactions(), audit, clock);
        champions = new Champions(database.jdbc(), database.transactions(), versions, audit, clock);
        shipped = new ShippedBundles(database.jdbc(), database.transactions(), versions, champions, clock);
    }
}
