-- Times are milliseconds since 1970, booleans 0 or 1. Everything here works on SQLite and on PostgreSQL.

-- Labelled rows as they were uploaded. One that is being received belongs to no retraining yet; touched_at tells
-- whether somebody still receives it.
CREATE TABLE training_set (
    id         TEXT   NOT NULL PRIMARY KEY,
    model      TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('receiving', 'complete')),
    report     TEXT, -- JSON: what was accepted and refused; null while it is being received
    created_at BIGINT NOT NULL,
    created_by TEXT   NOT NULL,
    touched_at BIGINT NOT NULL
);

CREATE INDEX training_set_of_model ON training_set (model, created_at);

CREATE TABLE training_row (
    training_set TEXT    NOT NULL REFERENCES training_set (id),
    position     BIGINT  NOT NULL,
    source       TEXT    NOT NULL CHECK (source IN ('data', 'test', 'corrections', 'replay')),
    line         BIGINT  NOT NULL, -- of the uploaded file, from 1; 0 for other sources
    label        INTEGER NOT NULL CHECK (label IN (0, 1)),
    text         TEXT    NOT NULL,
    digest       TEXT    NOT NULL, -- of the tokens: texts with the same one are the same to a network
    purpose      TEXT    NOT NULL CHECK (purpose IN ('training', 'development', 'held-out')),
    PRIMARY KEY (training_set, position)
);

CREATE INDEX training_row_by_digest ON training_row (training_set, digest);
CREATE INDEX training_row_held_out ON training_row (digest) WHERE purpose = 'held-out';

CREATE TABLE retraining (
    id               TEXT   NOT NULL PRIMARY KEY,
    model            TEXT   NOT NULL,
    training_set     TEXT   NOT NULL REFERENCES training_set (id),
    state            TEXT   NOT NULL
        CHECK (state IN ('queued', 'running', 'promoted', 'kept', 'failed', 'cancelled')),
    settings         TEXT   NOT NULL, -- JSON
    progress         TEXT,            -- JSON
    result           TEXT,            -- JSON
    reason           TEXT,            -- why it was promoted, kept or failed
    version          BIGINT,          -- of the challenger, once it is stored
    champion         BIGINT,          -- that the challenger is compared with
    expected_version BIGINT,          -- the number that the training process is told
    checkpoint       TEXT,            -- the last that is whole
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    runner           TEXT,            -- the run that may write; a later one takes it over
    attempts         INTEGER NOT NULL DEFAULT 0,
    idempotency_key  TEXT UNIQUE,
    fingerprint      TEXT   NOT NULL, -- SHA-256 of what was asked for
    created_by       TEXT   NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    started_at       BIGINT,
    ended_at         BIGINT
);

CREATE INDEX retraining_by_time ON retraining (created_at, id);
CREATE INDEX retraining_of_version ON retraining (model, version);

-- What a training process stored of its last epoch, in pieces, so that another replica can go on from there.
CREATE TABLE retraining_checkpoint (
    id         TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    retraining TEXT   NOT NULL REFERENCES retraining (id),
    file       TEXT   NOT NULL,
    bytes      BYTEA  NOT NULL,
    PRIMARY KEY (id, position)
);

CREATE INDEX retraining_checkpoint_of ON retraining_checkpoint (retraining);

CREATE TABLE correction (
    id         ${identity},
    text       TEXT    NOT NULL,
    label      INTEGER NOT NULL CHECK (label IN (0, 1)),
    model      TEXT, -- null where the client named none
    created_at BIGINT  NOT NULL,
    created_by TEXT    NOT NULL
);

-- Which retraining took a correction in, for which model.
CREATE TABLE taken_correction (
    correction BIGINT NOT NULL REFERENCES correction (id),
    model      TEXT   NOT NULL,
    retraining TEXT   NOT NULL,
    PRIMARY KEY (correction, model)
);

CREATE INDEX taken_correction_by_retraining ON taken_correction (retraining);

-- db-scheduler's table, with the columns and indexes that it asks for.
CREATE TABLE scheduled_tasks (
    task_name            TEXT    NOT NULL,
    task_instance        TEXT    NOT NULL,
    task_data            BYTEA,
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT  NOT NULL,
    priority             SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
