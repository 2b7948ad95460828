package io.sentiment.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Supplier;

/** An issuer of JWTs: a key pair, and an HTTP server that publishes the public key as OpenID Connect has it. */
final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private volatile RSAKey key = newKey("first");
    private volatile boolean reachable = true;

    Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publish(
                "/.well-known/openid-configuration",
                () -> "{\"issuer\": \"" + uri() + "\", \"jwks_uri\": \"" + uri() + "/keys\"}");
        publish("/keys", () -> new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void setReachable(boolean reachable) {
        this.reachable = reachable;
    }

    void changeKey(String id) {
        key = newKey(id);
    }

    /** Valid for a minute, unless the claims say otherwise. */
    String token(Map<String, ?> claims) {
        return token(JOSEObjectType.JWT, key, claims);
    }

    String token(JOSEObjectType type, RSAKey signer, Map<String, ?> claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .issuer(uri())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        claims.forEach(set::claim);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(type)
                        .keyID(signer.getKeyID())
                        .build(),
                set.build());
        try {
            jwt.sign(new RSASSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    RSAKey key() {
        return key;
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void publish(String path, Supplier<String> json) {
        server.createContext(path, exchange -> {
            byte[] body = json.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reachable ? 200 : 500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
