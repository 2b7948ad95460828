-- Of the text, to find near twins by: big-endian longs; null in rows of earlier releases.
ALTER TABLE training_row ADD COLUMN fingerprints BYTEA;
