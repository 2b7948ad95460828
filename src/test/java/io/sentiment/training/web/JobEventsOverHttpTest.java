package io.sentiment.training.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.sentiment.training.web.Replica.Part;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events of two replicas on one database, for clients that come back. */
@Timeout(180)
class JobEventsOverHttpTest {

    private final TestDatabase database = DatabaseKind.POSTGRESQL.create();

    @TempDir
    Path folder;

    private Replica first;
    private Replica second;

    @BeforeEach
    void start() throws Exception {
        Path models = TinyModels.write(folder.resolve("models"));
        first = new Replica(database, models, folder.resolve("first"), "--sentiment.roles=serve");
        second = new Replica(database, models, folder.resolve("second"), "--sentiment.roles=serve");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        database.close();
    }

    @Test
    void aClientThatComesBackGetsWhatItHasNotSeenAndNothingTwice() throws Exception {
        String id = startWaiting();

        Event queued = Events.of(first.events(id)).next();
        assertThat(queued.name()).isEqualTo("progress");
        assertThat(queued.data()).contains("\"state\":\"queued\"");
        assertThat(Events.of(second.events(id)).next()).isEqualTo(queued);
        assertThat(Events.of(second.events(id, "of another service")).next()).isEqualTo(queued);

        Events again = Events.of(second.events(id, queued.id()));
        assertThat(again.line()).isEqualTo(":still here");
        assertThat(first.delete("/api/v1/admin/retrainings/" + id).statusCode()).isEqualTo(200);
        Event end = again.next();
        assertThat(end.name()).isEqualTo("end");
        assertThat(end.data()).contains("\"state\":\"cancelled\"");
        assertThat(end.id()).isNotEqualTo(queued.id());

        assertThat(Events.of(first.events(id, queued.id())).rest()).containsExactly(end);
        assertThat(Events.of(first.events(id)).rest()).containsExactly(end);
        HttpResponse<Stream<String>> over = first.events(id, end.id());
        assertThat(over.statusCode()).isEqualTo(204);
        assertThat(over.body()).isEmpty();
        assertThat(second.events(id, end.id()).statusCode()).isEqualTo(204);
    }

    @Test
    void everyEventHasAnIdOfItsOwn() throws Exception {
        Path models = folder.resolve("models");
        try (Replica trainer = new Replica(database, models, folder.resolve("third"), "--sentiment.roles=train")) {
            HttpResponse<String> started = first.retrain(List.of(
                    Part.settings("{\"epochs\": 2, \"gate\": \"manual\"}"),
                    new Part("data", "reviews.tsv", Reviews.tsv(200, 1))));
            String id = Replica.json(started).path("id").asString();

            List<Event> events = Events.of(second.events(id)).rest();

            assertThat(events).extracting(Event::id).doesNotHaveDuplicates().doesNotContain("");
            Event end = events.get(events.size() - 1);
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.data()).contains("\"state\":\"kept\"");
            assertThat(trainer.events(id, end.id()).statusCode()).isEqualTo(204);
        }
    }

    /** Nobody trains. */
    private String startWaiting() throws Exception {
        HttpResponse<String> started =
                first.retrain(List.of(new Part("data", "reviews.tsv", Reviews.tsv(100, 1)), Part.settings("{}")));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return Replica.json(started).path("id").asString();
    }

    private record Event(String id, String name, String data) {}

    /** The lines of a stream of events. */
    private record Events(Iterator<String> lines) {

        static Events of(HttpResponse<Stream<String>> response) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            return new Events(response.body().iterator());
        }

        String line() {
            return lines.next();
        }

        /** The next event; comments are passed over. */
        Event next() {
            String id = "";
            String name = "";
            String data = "";
            while (true) {
                String line = lines.next();
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6);
                } else if (line.startsWith("data:")) {
                    data = line.substring(5);
                } else if (line.isEmpty() && !name.isEmpty()) {
                    return new Event(id, name, data);
                }
            }
        }

        /** To the end of the stream. */
        List<Event> rest() {
            List<Event> events = new ArrayList<>();
            while (lines.hasNext()) {
                events.add(next());
            }
            return events;
        }
    }
}
