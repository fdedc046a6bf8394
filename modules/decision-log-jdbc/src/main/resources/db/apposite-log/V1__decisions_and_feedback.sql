-- Two logs, each a table of lines in a partition for each month. Whoever runs this owns them; services and people are given one of
-- the three roles, which are named after the schema, so that the logs of several hospitals can stand in one database.

DO $$
BEGIN
    IF (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()) <> 'UTF8' THEN
        RAISE EXCEPTION 'the database must be in UTF8, so that lines stay as they are';
    END IF;
    IF to_regrole('${writer}') IS NULL THEN
        CREATE ROLE ${writer} NOLOGIN;
    END IF;
    IF to_regrole('${reader}') IS NULL THEN
        CREATE ROLE ${reader} NOLOGIN;
    END IF;
    IF to_regrole('${eraser}') IS NULL THEN
        CREATE ROLE ${eraser} NOLOGIN;
    END IF;
END
$$;

-- n is the number of the line in its chain, at when it was kept, id that of a decision; line is what verifies.
CREATE TABLE decisions (
    n bigint NOT NULL,
    at timestamptz NOT NULL,
    id uuid,
    line text NOT NULL
) PARTITION BY RANGE (at);

CREATE TABLE feedback (
    n bigint NOT NULL,
    at timestamptz NOT NULL,
    id uuid,
    line text NOT NULL
) PARTITION BY RANGE (at);

-- The rules by which decisions were made, as bytes; the log says which they were.
CREATE TABLE rules (
    digest text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    content bytea NOT NULL,
    PRIMARY KEY (digest, at)
);

REVOKE ALL ON decisions, feedback, rules FROM PUBLIC;
GRANT USAGE ON SCHEMA ${schema} TO ${writer}, ${reader}, ${eraser};
GRANT SELECT ON decisions, feedback, rules TO ${writer}, ${reader}, ${eraser};
GRANT INSERT ON decisions, feedback TO ${writer}, ${eraser};
GRANT INSERT (digest, content) ON rules TO ${writer};
GRANT UPDATE (id, line) ON decisions, feedback TO ${eraser};

-- Makes the partitions of some months that are not there yet. Months are those of UTC, whatever the time zone of the session. A
-- partition is attached when it is whole, which keeps nobody from reading or writing meanwhile.
CREATE FUNCTION make_partitions(log text, month date, months int) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS
$$
DECLARE
    first date := date_trunc('month', month);
    part text;
BEGIN
    IF log NOT IN ('decisions', 'feedback') OR months NOT BETWEEN 1 AND 12 THEN
        RAISE EXCEPTION 'there is no log %, or it is not for 1 to 12 months', log;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('${schema}.' || log || ' partitions', 0));
    FOR i IN 1..months LOOP
        part := log || to_char(first, '_YYYY_MM');
        IF to_regclass(format('${schema}.%I', part)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, log);
            EXECUTE format('CREATE UNIQUE INDEX ON %I (n)', part);
            EXECUTE format('CREATE UNIQUE INDEX ON %I (id)', part);
            EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', part);
            EXECUTE format('GRANT SELECT ON %I TO ${writer}, ${reader}, ${eraser}', part);
            EXECUTE format('GRANT UPDATE (id, line) ON %I TO ${eraser}', part);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', log, part,
                to_char(first, 'YYYY-MM-DD') || ' 00:00:00+00',
                to_char(first + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
        END IF;
        first := first + interval '1 month';
    END LOOP;
END
$$;

-- Removes partitions that have outlived their time: the oldest lines, and never the newest.
CREATE FUNCTION remove_partitions(log text, parts text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS
$$
DECLARE
    part text;
    one bigint;
    last bigint;
    kept bigint;
BEGIN
    IF log NOT IN ('decisions', 'feedback') THEN
        RAISE EXCEPTION 'there is no log %', log;
    END IF;
    FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = to_regclass(format('${schema}.%I', log)) LOOP
        IF part = ANY (parts) THEN
            EXECUTE format('SELECT max(n) FROM %I', part) INTO one;
            last := greatest(last, one);
        ELSE
            EXECUTE format('SELECT min(n) FROM %I', part) INTO one;
            kept := least(kept, one);
        END IF;
    END LOOP;
    IF last IS NOT NULL AND (kept IS NULL OR kept < last) THEN
        RAISE EXCEPTION 'these are not the oldest lines of %, or they are all', log;
    END IF;
    FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = to_regclass(format('${schema}.%I', log)) AND c.relname = ANY (parts) LOOP
        EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', log, part);
        EXECUTE format('DROP TABLE %I', part);
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION make_partitions(text, date, int), remove_partitions(text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions(text, date, int) TO ${writer}, ${eraser};
GRANT EXECUTE ON FUNCTION remove_partitions(text, text[]) TO ${eraser};
