-- Champions that a replica could not serve, whose alias returned to the version before. Kept when a version is
-- deleted: its number is not given again.
CREATE TABLE champion_rejection (
    model       TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    rejected_at BIGINT NOT NULL,
    rejected_by TEXT   NOT NULL,
    reason      TEXT   NOT NULL
);

CREATE INDEX champion_rejection_of ON champion_rejection (model, version);

-- From which version the alias returned because nobody could serve it; null after a promotion.
ALTER TABLE model_alias ADD COLUMN rejected_version BIGINT;

-- Until now only the audit trail knew, in words.
INSERT INTO champion_rejection (model, version, rejected_at, rejected_by, reason)
SELECT known.model, known.version, entry.happened_at, entry.actor, entry.detail
FROM audit_entry entry
JOIN (
    SELECT model, version FROM model_version
    UNION
    SELECT model, version FROM retraining WHERE version IS NOT NULL
) known ON entry.subject = 'version ' || known.version || ' of the model ''' || known.model || ''''
WHERE entry.action = 'champion-rejected';

UPDATE model_alias SET rejected_version = (
    SELECT MAX(rejection.version) FROM champion_rejection rejection
    WHERE rejection.model = model_alias.model AND rejection.reason = model_alias.reason
        AND rejection.rejected_by = model_alias.changed_by
);
