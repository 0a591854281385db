"""Acronyms of texts stored before this program mined them, or mined by an older one: all are mined again, once."""

from __future__ import annotations

from ingest.describe.acronyms import MINER, acronyms
from ingest.describe.scan import plain
from rag.register import Register
from rag.staging import put_acronyms


def mine_stored(register: Register) -> int:
    """Mine every stored text anew when another miner did it last; the number of texts (half a millisecond a page)."""
    if register.library.meta("acronyms") == MINER:
        return 0
    with register.transaction():
        editions = [row[0] for row in register.db.execute("SELECT id FROM editions ORDER BY id")]
        register.db.execute("DELETE FROM acronyms")
        for edition in editions:
            (text,) = register.db.execute("SELECT text FROM editions WHERE id = ?", (edition,)).fetchone()
            put_acronyms(register.db, edition, acronyms(plain(text)))
        register.db.execute("INSERT OR REPLACE INTO meta VALUES ('acronyms', ?)", (MINER,))
        if editions:
            register.rise()
    return len(editions)
