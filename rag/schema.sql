-- The library: the single truth. The lexical and vector indexes are derived from it and may be thrown away.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY,
    uri TEXT NOT NULL UNIQUE,
    withdrawn_at TEXT
);

CREATE TABLE IF NOT EXISTS editions (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'current', 'superseded')),
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    raw_sha256 TEXT NOT NULL,
    retrieved_at TEXT NOT NULL,
    superseded_at TEXT,
    title TEXT NOT NULL,
    publisher TEXT, kind TEXT, territory TEXT, language TEXT, published TEXT, published_how TEXT, url TEXT, source TEXT,
    pages INTEGER,
    ocr INTEGER NOT NULL DEFAULT 0,
    extra TEXT NOT NULL DEFAULT '{}',
    UNIQUE (document_id, number)
);
CREATE INDEX IF NOT EXISTS editions_by_state ON editions (state, document_id);

CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    structure TEXT NOT NULL,           -- JSON: headings, lead, language, blocks, marks
    clutter INTEGER NOT NULL DEFAULT 0 -- repeated over its site: stored, never searched
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS passages_by_edition ON passages (edition_id, ordinal);
-- Which passages are current, without reading their texts: 8.4 s for 100,000 without it, 0.1 with.
CREATE INDEX IF NOT EXISTS passages_by_clutter ON passages (edition_id, clutter);

-- Passages that an index may still hold and should not: emptied once both indexes have let them go.
CREATE TABLE IF NOT EXISTS leaving (passage_id TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    targets TEXT NOT NULL,
    report TEXT NOT NULL DEFAULT '{}'
);

-- What a crawl knows of each address between two runs (rag/visits.py).
CREATE TABLE IF NOT EXISTS visits (
    key TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    source TEXT NOT NULL,
    document TEXT,
    sha256 TEXT NOT NULL,
    media_type TEXT, etag TEXT, last_modified TEXT,
    read_at TEXT NOT NULL,
    checked_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS visits_by_source ON visits (source);

-- What came of each source in each run that read it.
CREATE TABLE IF NOT EXISTS source_runs (
    source TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id),
    tally TEXT NOT NULL,
    PRIMARY KEY (source, run)
) WITHOUT ROWID;

-- Acts, persons and bodies named in an edition.
CREATE TABLE IF NOT EXISTS mentions (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    PRIMARY KEY (edition_id, start, kind, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mentions_by_name ON mentions (name);

-- Acronyms that an edition's text defines, as written, and where it does (NULL: the language does not show).
CREATE TABLE IF NOT EXISTS acronyms (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    acronym TEXT NOT NULL,
    expansion TEXT NOT NULL,
    language TEXT,
    PRIMARY KEY (edition_id, start, acronym, expansion)
) WITHOUT ROWID;

-- What an edition changed in the one before it: spans in characters of both texts.
CREATE TABLE IF NOT EXISTS changes (
    edition_id INTEGER NOT NULL REFERENCES editions (id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('added', 'removed', 'altered')),
    old_start INTEGER, old_end INTEGER, new_start INTEGER, new_end INTEGER,
    PRIMARY KEY (edition_id, ordinal)
) WITHOUT ROWID;

-- What an edition's text looks like to ingest/copies.py, and the documents that carry one release (its leader's id).
CREATE TABLE IF NOT EXISTS signatures (edition_id INTEGER PRIMARY KEY REFERENCES editions (id), signature BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS copies (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id),
    release INTEGER NOT NULL REFERENCES documents (id)
);
CREATE INDEX IF NOT EXISTS copies_by_release ON copies (release);

-- The lines of each site's current pages (ingest/clutter.py), and the sites whose clutter is to be looked at again.
CREATE TABLE IF NOT EXISTS site_lines (
    site TEXT NOT NULL,
    line TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    PRIMARY KEY (site, line, document_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS site_lines_by_document ON site_lines (document_id);
CREATE TABLE IF NOT EXISTS restless_sites (site TEXT PRIMARY KEY) WITHOUT ROWID;
