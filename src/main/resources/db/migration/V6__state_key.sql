-- The key with which this installation seals the states that clients carry from one piece of a text to the next.
CREATE TABLE state_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret VARCHAR(64) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);
