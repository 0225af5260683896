"""The shape of the database in numbered steps, each of which is done once and never changed."""

SCHEMA = "annotator"
GROUP = "annotator_team"
"""The role that everybody of a team is in; what each may do is said by `people`."""

_PEOPLE = """
CREATE SCHEMA annotator;

CREATE TABLE annotator.migrations (
    number integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE annotator.people (
    role text PRIMARY KEY,
    person text NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('annotator', 'reviewer', 'coordinator')),
    added_at timestamptz NOT NULL DEFAULT now(),
    claimed bigint NOT NULL DEFAULT 0,
    finished bigint NOT NULL DEFAULT 0
);

CREATE FUNCTION annotator.my_kind() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT kind FROM annotator.people WHERE role = session_user $$;

CREATE FUNCTION annotator.my_person() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT person FROM annotator.people WHERE role = session_user $$;
"""
# Names of functions are qualified, and what they look up stands in a fixed path: nobody can put a
# table of their own in the way.

_STREAMS = """
CREATE TABLE annotator.streams (
    stream text PRIMARY KEY CHECK (length(stream) BETWEEN 1 AND 100),
    author text NOT NULL DEFAULT session_user REFERENCES annotator.people (role),
    person text NOT NULL,
    name text NOT NULL CHECK (length(name) <= 200),
    made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX streams_by_author ON annotator.streams (author);

CREATE TABLE annotator.revisions (
    stream text NOT NULL REFERENCES annotator.streams (stream),
    seq bigint NOT NULL CHECK (seq > 0),
    author text NOT NULL DEFAULT session_user,
    person text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('set', 'article', 'project')),
    document text CHECK (length(document) <= 1000),
    at text NOT NULL CHECK (length(at) <= 100),
    act bigint NOT NULL,
    act_sha256 text NOT NULL CHECK (length(act_sha256) <= 64),
    previous text NOT NULL CHECK (length(previous) IN (0, 64)),
    sha256 text NOT NULL CHECK (length(sha256) = 64),
    payload_sha256 text NOT NULL CHECK (length(payload_sha256) = 64),
    payload json CHECK (
        octet_length(payload::text) <= 2000000 AND jsonb_typeof(payload::jsonb) = 'object'
    ),
    refused text CHECK ((refused IS NULL) = (payload IS NOT NULL) AND length(refused) <= 500),
    stored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stream, seq)
);
CREATE INDEX revisions_by_document ON annotator.revisions (document, kind);
CREATE INDEX revisions_by_author ON annotator.revisions (author, kind);

CREATE FUNCTION annotator.follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before text;
BEGIN
    IF NEW.seq = 1 THEN
        before := '';
    ELSE
        SELECT sha256 INTO before FROM annotator.revisions
        WHERE stream = NEW.stream AND seq = NEW.seq - 1;
    END IF;
    IF before IS NULL OR before <> NEW.previous THEN
        RAISE EXCEPTION 'revision % does not follow on what is there', NEW.seq
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON annotator.revisions
FOR EACH ROW EXECUTE FUNCTION annotator.follows();
"""

_ARTICLES = """
CREATE TABLE annotator.articles (
    document text NOT NULL,
    sha256 text NOT NULL CHECK (length(sha256) = 64),
    title text,
    published text,
    source text,
    body json NOT NULL,
    PRIMARY KEY (document)
) PARTITION BY HASH (document);
""" + "".join(
    f"""
CREATE TABLE annotator.articles_{number} PARTITION OF annotator.articles
FOR VALUES WITH (MODULUS 16, REMAINDER {number});
"""
    for number in range(16)
)

_WORK = """
CREATE TABLE annotator.loads (
    load text PRIMARY KEY,
    articles bigint NOT NULL,
    slots bigint NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE annotator.tasks (
    document text PRIMARY KEY,
    slots_left integer NOT NULL CHECK (slots_left >= 0),
    priority integer NOT NULL DEFAULT 0
);
CREATE INDEX open_tasks ON annotator.tasks (priority DESC, document) WHERE slots_left > 0;

CREATE TABLE annotator.claims (
    document text NOT NULL REFERENCES annotator.tasks (document),
    role text NOT NULL REFERENCES annotator.people (role),
    claimed_at timestamptz NOT NULL DEFAULT now(),
    lease_until timestamptz NOT NULL,
    finished_at timestamptz,
    given_back_at timestamptz,
    PRIMARY KEY (document, role)
);
CREATE INDEX claims_by_role ON annotator.claims (role, finished_at);
CREATE INDEX running_claims ON annotator.claims (lease_until)
WHERE finished_at IS NULL AND given_back_at IS NULL;

CREATE TABLE annotator.released (
    document text PRIMARY KEY,
    author text NOT NULL DEFAULT session_user,
    released_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION annotator.give_back_expired() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    given bigint;
BEGIN
    WITH late AS (
        SELECT document, role FROM annotator.claims
        WHERE lease_until < now() AND finished_at IS NULL AND given_back_at IS NULL
        ORDER BY lease_until LIMIT 200 FOR UPDATE SKIP LOCKED
    ), marked AS (
        UPDATE annotator.claims SET given_back_at = now() FROM late
        WHERE claims.document = late.document AND claims.role = late.role
        RETURNING claims.document
    ), counted AS (
        SELECT document, count(*) AS slots FROM marked GROUP BY document
    )
    UPDATE annotator.tasks SET slots_left = slots_left + counted.slots FROM counted
    WHERE tasks.document = counted.document;
    GET DIAGNOSTICS given = ROW_COUNT;
    RETURN given;
END $$;

CREATE FUNCTION annotator.claim_tasks(wanted integer, lease interval) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF annotator.my_person() IS NULL THEN
        RAISE EXCEPTION 'not of the team' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF wanted NOT BETWEEN 1 AND 1000 OR lease NOT BETWEEN interval '1 second' AND interval '1 year'
    THEN
        RAISE EXCEPTION 'too many, or too long' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM annotator.give_back_expired();
    RETURN QUERY
    WITH chosen AS (
        SELECT tasks.document FROM annotator.tasks
        WHERE slots_left > 0 AND NOT EXISTS (
            SELECT 1 FROM annotator.claims
            WHERE claims.document = tasks.document AND claims.role = session_user
        )
        ORDER BY priority DESC, tasks.document LIMIT wanted FOR UPDATE SKIP LOCKED
    ), taken AS (
        UPDATE annotator.tasks SET slots_left = slots_left - 1 FROM chosen
        WHERE tasks.document = chosen.document RETURNING tasks.document
    ), claimed AS (
        INSERT INTO annotator.claims (document, role, lease_until)
        SELECT taken.document, session_user, now() + lease FROM taken
        RETURNING claims.document
    ), counted AS (
        UPDATE annotator.people SET claimed = people.claimed + (SELECT count(*) FROM claimed)
        WHERE people.role = session_user
    )
    SELECT claimed.document FROM claimed;
END $$;

CREATE FUNCTION annotator.note_work() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended boolean;
BEGIN
    UPDATE annotator.claims SET lease_until = greatest(lease_until, now() + interval '7 days')
    WHERE role = NEW.author AND document = NEW.document
        AND finished_at IS NULL AND given_back_at IS NULL;
    ended := NEW.payload IS NOT NULL AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.payload::jsonb -> 'sets') AS one
        WHERE one ->> 'annotator' = NEW.person AND one ->> 'status' = 'finished'
    );
    IF ended THEN
        UPDATE annotator.claims SET finished_at = now()
        WHERE role = NEW.author AND document = NEW.document AND finished_at IS NULL;
        IF FOUND THEN
            UPDATE annotator.people SET finished = finished + 1 WHERE role = NEW.author;
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_work AFTER INSERT ON annotator.revisions
FOR EACH ROW WHEN (NEW.kind = 'set') EXECUTE FUNCTION annotator.note_work();

CREATE FUNCTION annotator.is_open(asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM annotator.released WHERE document = asked)
    OR (
        EXISTS (
            SELECT 1 FROM annotator.claims
            WHERE document = asked AND role = session_user AND finished_at IS NOT NULL
        )
        AND NOT EXISTS (
            SELECT 1 FROM annotator.claims
            WHERE document = asked AND finished_at IS NULL AND given_back_at IS NULL
        )
        AND EXISTS (SELECT 1 FROM annotator.tasks WHERE document = asked AND slots_left = 0)
    )
$$;

CREATE FUNCTION annotator.open_documents() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT document FROM annotator.claims
    WHERE role = session_user AND annotator.is_open(document)
$$;

CREATE FUNCTION annotator.leads(asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT EXISTS (
    SELECT 1 FROM annotator.people WHERE role = asked AND kind <> 'annotator'
) $$;

CREATE FUNCTION annotator.owns(asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT EXISTS (
    SELECT 1 FROM annotator.streams WHERE stream = asked AND author = session_user
) $$;
"""

_RIGHTS = """
ALTER TABLE annotator.people ENABLE ROW LEVEL SECURITY;
ALTER TABLE annotator.streams ENABLE ROW LEVEL SECURITY;
ALTER TABLE annotator.revisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE annotator.articles ENABLE ROW LEVEL SECURITY;
ALTER TABLE annotator.tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE annotator.claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE annotator.released ENABLE ROW LEVEL SECURITY;
ALTER TABLE annotator.loads ENABLE ROW LEVEL SECURITY;

CREATE POLICY people_seen ON annotator.people FOR SELECT TO annotator_team
USING (role = session_user OR annotator.my_kind() <> 'annotator');

CREATE POLICY streams_seen ON annotator.streams FOR SELECT TO annotator_team
USING (author = session_user OR annotator.my_kind() <> 'annotator');
CREATE POLICY streams_made ON annotator.streams FOR INSERT TO annotator_team
WITH CHECK (author = session_user AND person = annotator.my_person());

CREATE POLICY revisions_seen ON annotator.revisions FOR SELECT TO annotator_team
USING (
    author = session_user
    OR annotator.my_kind() <> 'annotator'
    OR (kind = 'project' AND annotator.leads(author))
    OR (document IS NOT NULL AND annotator.my_kind() IS NOT NULL AND annotator.is_open(document))
);
CREATE POLICY revisions_added ON annotator.revisions FOR INSERT TO annotator_team
WITH CHECK (
    author = session_user AND person = annotator.my_person() AND annotator.owns(stream)
);

CREATE POLICY articles_seen ON annotator.articles FOR SELECT TO annotator_team
USING (
    annotator.my_kind() <> 'annotator'
    OR EXISTS (
        SELECT 1 FROM annotator.claims
        WHERE claims.document = articles.document AND claims.role = session_user
    )
);
CREATE POLICY articles_added ON annotator.articles FOR INSERT TO annotator_team
WITH CHECK (annotator.my_kind() = 'coordinator');

CREATE POLICY tasks_seen ON annotator.tasks FOR SELECT TO annotator_team
USING (annotator.my_kind() <> 'annotator');
CREATE POLICY tasks_added ON annotator.tasks FOR INSERT TO annotator_team
WITH CHECK (annotator.my_kind() = 'coordinator');

CREATE POLICY claims_seen ON annotator.claims FOR SELECT TO annotator_team
USING (role = session_user OR annotator.my_kind() <> 'annotator');

CREATE POLICY released_seen ON annotator.released FOR SELECT TO annotator_team USING (true);
CREATE POLICY released_added ON annotator.released FOR INSERT TO annotator_team
WITH CHECK (author = session_user AND annotator.my_kind() <> 'annotator');

CREATE POLICY loads_seen ON annotator.loads FOR SELECT TO annotator_team
USING (annotator.my_kind() <> 'annotator');
CREATE POLICY loads_added ON annotator.loads FOR INSERT TO annotator_team
WITH CHECK (annotator.my_kind() = 'coordinator');

REVOKE ALL ON SCHEMA annotator FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA annotator FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA annotator FROM PUBLIC;
GRANT USAGE ON SCHEMA annotator TO annotator_team;
GRANT SELECT ON annotator.migrations, annotator.people, annotator.streams, annotator.revisions,
    annotator.articles, annotator.tasks, annotator.claims, annotator.released, annotator.loads
    TO annotator_team;
GRANT INSERT (stream, person, name) ON annotator.streams TO annotator_team;
GRANT INSERT (
    stream, seq, person, kind, document, at, act, act_sha256, previous, sha256, payload_sha256,
    payload, refused
) ON annotator.revisions TO annotator_team;
GRANT INSERT (document, sha256, title, published, source, body) ON annotator.articles
    TO annotator_team;
GRANT INSERT (document, slots_left, priority) ON annotator.tasks TO annotator_team;
GRANT INSERT (document) ON annotator.released TO annotator_team;
GRANT INSERT (load, articles, slots) ON annotator.loads TO annotator_team;
GRANT EXECUTE ON FUNCTION annotator.my_kind(), annotator.my_person(), annotator.leads(text),
    annotator.owns(text), annotator.is_open(text), annotator.open_documents(),
    annotator.claim_tasks(integer, interval) TO annotator_team;
"""

MIGRATIONS: tuple[str, ...] = (_PEOPLE, _STREAMS, _ARTICLES, _WORK, _RIGHTS)
"""Each is done in one transaction; its number is its place, from 1."""
