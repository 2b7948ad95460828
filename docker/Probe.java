import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * Makes one HTTP request and exits with 0 if the answer is the expected one, 1 if not, 2 for wrong arguments.
 *
 * <p>Arguments: {@code [--post JSON] [--status NUMBER] [--contains TEXT] URL}. Without a status, 200 is expected. It is
 * a program of one class without libraries, because it runs every few seconds.
 */
public final class Probe {

    private static final int TIMEOUT_MILLISECONDS = 10_000;

    private String post;
    private int status = 200;
    private String contains = "";
    private String url;

    private Probe() {}

    public static void main(String[] arguments) {
        Probe probe = new Probe();
        if (!probe.read(arguments)) {
            System.err.println("Usage: probe [--post JSON] [--status NUMBER] [--contains TEXT] URL");
            System.exit(2);
        }
        System.exit(probe.succeeds() ? 0 : 1);
    }

    private boolean read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean option = arguments[i].startsWith("--");
            if (option && i + 1 == arguments.length) {
                return false;
            }
            switch (arguments[i]) {
                case "--post" -> post = arguments[++i];
                case "--status" -> status = Integer.parseInt(arguments[++i]);
                case "--contains" -> contains = arguments[++i];
                default -> {
                    if (option || url != null) {
                        return false;
                    }
                    url = arguments[i];
                }
            }
        }
        return url != null;
    }

    private boolean succeeds() {
        try {
            HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
            connection.setReadTimeout(TIMEOUT_MILLISECONDS);
            if (post != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream body = connection.getOutputStream()) {
                    body.write(post.getBytes(StandardCharsets.UTF_8));
                }
            }
            int answered = connection.getResponseCode();
            String body = body(connection, answered);
            if (answered == status && body.contains(contains)) {
                return true;
            }
            System.err.println(url + " answered " + answered + " instead of " + status + ", or without '" + contains + "': "
                    + body.substring(0, Math.min(body.length(), 500)));
        } catch (IOException e) {
            System.err.println(url + ": " + e);
        }
        return false;
    }

    private static String body(HttpURLConnection connection, int status) throws IOException {
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
