"""What a report says: the shape of its texts, the same in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStrings:
    """The texts of one language; names in braces are filled with ``str.format``. Pairs are for one and for many."""

    code: str
    decimal: str
    thousands: str
    months: tuple[str, ...]
    moment: str
    per_hundred: str
    cases: tuple[str, str]
    in_language: Mapping[str, str]
    languages: Mapping[str, str]
    types: Mapping[str, str]
    personas: Mapping[str, str]
    kinds: Mapping[str, str]
    verdicts: Mapping[str, str]
    outcomes: Mapping[str, str]
    none: str
    less: str
    # the head and what was asked
    title: str
    subtitle: str
    contents: str
    back: str
    asked: str
    asked_of: str
    judged: str
    machine: str
    no_model: str
    model: str
    # in short
    brief: str
    answerable: str
    answerable_more: str
    unanswerable: str
    unanswerable_no: str
    unanswerable_all: str
    quotes_all: str
    quotes_some: str
    pages: str
    speed: str
    weakest: str
    goals: Mapping[str, str]
    weakest_type: str
    only_found: str
    chance: str
    tiles: Mapping[str, str]
    # how it went, by group
    groups_title: str
    groups_lead: str
    groups: Mapping[str, str]
    group_plot: str
    group_axis: str
    group_columns: tuple[str, str, str]
    group_measures: str
    # every measure
    measures_title: str
    measures_lead: str
    measures_columns: tuple[str, str, str, str]
    measures_plot: str
    measures_axis: str
    measures_caption: str
    parts: Mapping[str, str]
    measures: Mapping[str, tuple[str, str]]
    definitions: str
    # how sure of itself
    sure_title: str
    sure_lead: str
    sure_threshold: str
    sure_bin: str
    sure_low: str
    sure_high: str
    sure_even: str
    sure_error: str
    sure_order: str
    sure_plot: str
    sure_words: Mapping[str, str]
    sure_columns: tuple[str, str, str, str]
    sure_caption: str
    # time and memory
    time_title: str
    time_answer: str
    time_search: str
    time_memory: str
    time_columns: tuple[str, str, str, str]
    time_rows: Mapping[str, str]
    time_caption: str
    time_plot: str
    time_axis: str
    time_bins: tuple[str, str]
    time_up_to: str
    time_over: str
    # what went wrong
    worst_title: str
    worst_lead: str
    worst_none: str
    worst_of: str
    worst_heads: Mapping[str, str]
    why: Mapping[str, str]
    why_more: Mapping[str, str]
    labels: Mapping[str, str]
    before_that: str
    said_no: str
    no_facts: str
    fact_or: str
    fact_seen: str
    fact_missing: str
    right_document: str
    other_document: str
    page: str
    page_label: str
    minute: str
    evidence_page: str
    found_at: str
    found_not: str
    sureness: str
    in_library: str
    # against the run before
    change_title: str
    change_against: str
    change_other: Mapping[str, str]
    change_none: str
    change_not_shared: str
    change_sure: str
    change_unsure: str
    change_columns: tuple[str, str, str, str, str, str]
    change_caption: str
    change_p: str
    change_verdicts: Mapping[str, str]
    change_better: str
    change_worse: str
    change_from_to: str
    change_same: str
    # how it was made, every question
    made_title: str
    made: Mapping[str, str]
    made_caption: str
    made_columns: tuple[str, str]
    off: str
    all_title: str
    all_of: str
    all_columns: tuple[str, str, str, str]
    foot: str
