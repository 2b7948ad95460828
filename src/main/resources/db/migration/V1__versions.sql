-- Times are milliseconds since 1970, booleans 0 or 1. Everything here works on SQLite and on PostgreSQL.

-- The highest number that a model has given. Numbers are given once, also when the version has been deleted.
CREATE TABLE model (
    name         TEXT   NOT NULL PRIMARY KEY,
    last_version BIGINT NOT NULL
);

CREATE TABLE model_version (
    model      TEXT   NOT NULL REFERENCES model (name),
    version    BIGINT NOT NULL,
    manifest   TEXT   NOT NULL,
    sha256     TEXT   NOT NULL, -- of the zip
    size       BIGINT NOT NULL, -- of the zip, in bytes
    origin     TEXT   NOT NULL CHECK (origin IN ('shipped', 'imported', 'retrained')),
    created_at BIGINT NOT NULL,
    created_by TEXT   NOT NULL,
    PRIMARY KEY (model, version)
);

-- The zip of a version in pieces, so that it is never whole in the heap.
CREATE TABLE bundle_chunk (
    model    TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    position BIGINT NOT NULL,
    bytes    BYTEA  NOT NULL,
    PRIMARY KEY (model, version, position),
    FOREIGN KEY (model, version) REFERENCES model_version (model, version) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
);

-- Names that move from version to version. A version that has one cannot be deleted.
CREATE TABLE model_alias (
    model            TEXT   NOT NULL,
    alias            TEXT   NOT NULL,
    version          BIGINT NOT NULL,
    previous_version BIGINT,
    changed_at       BIGINT NOT NULL,
    changed_by       TEXT   NOT NULL,
    reason           TEXT   NOT NULL,
    PRIMARY KEY (model, alias),
    FOREIGN KEY (model, version) REFERENCES model_version (model, version)
);

-- Which of the bundles that came with the program have been stored, also when their version has been deleted.
CREATE TABLE shipped_bundle (
    model           TEXT   NOT NULL,
    manifest_sha256 TEXT   NOT NULL, -- of manifest.json as shipped, which holds the checksums of the other files
    version         BIGINT NOT NULL,
    stored_at       BIGINT NOT NULL,
    PRIMARY KEY (model, manifest_sha256)
);

CREATE TABLE audit_entry (
    id          ${identity},
    happened_at BIGINT NOT NULL,
    actor       TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    detail      TEXT   NOT NULL
);
