-- Who has signed in at the page. The cookie holds a secret of which only the hash is stored.
CREATE TABLE page_session (
    secret_sha256 TEXT   NOT NULL PRIMARY KEY,
    caller        TEXT   NOT NULL,
    role          TEXT   NOT NULL CHECK (role IN ('CLIENT', 'ADMIN')),
    token_sha256  TEXT, -- of the API token that was shown; null for the JWT of an issuer
    ends_at       BIGINT NOT NULL -- milliseconds since 1970
);

CREATE INDEX page_session_by_end ON page_session (ends_at);
