"""Every string the interface shows, as one frozen dataclass: a language that lacks one does not type-check.

The texts themselves are in ``ui/locales/``, one module a language; ``ui.locales.strings_for`` hands them out. Names in
braces are filled with ``str.format``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("it", "fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """The interface in one language; ``code`` is its ISO 639-1 code."""

    code: str
    name: str
    # the page
    tagline: str
    intro: str
    skip_link: str
    language_label: str
    question_label: str
    question_placeholder: str
    ask: str
    new_conversation: str
    examples: str
    searching: str
    you_asked: str
    answer_ready: str
    library_line: str
    library_empty: str
    library_failed: str
    mode_extractive: str
    mode_generative: str
    footer: str
    # the answer
    answer: str
    sources: str
    source_number: str
    open_source: str
    local_source: str
    page: str
    page_printed: str
    minute: str
    edition: str
    superseded: str
    withdrawn: str
    superseded_hint: str
    withdrawn_hint: str
    ocr: str
    ocr_quote: str
    also_at: Mapping[str, str]
    published_how: Mapping[str, str]
    months: tuple[str, ...]
    no_date: str
    read_on: str
    other_language: str
    languages: Mapping[str, str]
    kinds: Mapping[str, str]
    notes: str
    verdicts: Mapping[str, str]
    refused_title: str
    refused_text: str
    refused_advice: str
    nearest: str
    nearest_none: str
    # what a search is limited to; the first alias of a kind is its plural
    facets: Mapping[str, str]
    kind_aliases: Mapping[str, tuple[str, ...]]
    filters: str
    filters_on: str
    filters_any: str
    filters_clear: str
    filters_line: str
    filters_date_hint: str
    filters_again: str
    filters_refused: str
    filter_from: str
    filter_to: str
    filter_edition: str
    filter_superseded: str
    filter_current: str
    filter_date_unread: str
    filter_unknown: str
    filter_unknown_any: str
    filter_many: str
    filter_more: str
    filter_edition_alone: str
    filter_dates: str
    # what goes wrong
    error: str
    error_title: str
    error_unexpected: str
    port_taken: str
    address_unusable: str
    serving: str
    serving_stop: str
    usage_unknown_option: str
    usage_unknown_command: str
    usage_missing: str
    usage_bad_value: str
    usage_bad_choice: str
    usage_at_least: str
    usage_at_most: str
    usage_integer: str
    usage_number: str
    usage_needs_value: str
    usage_extra: str
    usage_help: str
    usage_question: str
    usage_needs_crawl: str
    usage_addresses_only: str
    usage_stated: str
    disk_full: str
    file_unreadable: str
    file_problems: Mapping[str, str]
    file_not_text: str
    # the terminal
    reading: str
    reindexing: str
    report_title: str
    report_counts: Mapping[str, str]
    report_failed: str
    report_warnings: str
    report_columns: tuple[str, str, str]
    failure_stages: Mapping[str, str]
    status_title: str
    status_keys: Mapping[str, str]
    no_hits: str
    progress: Mapping[str, str]
    thousands: str
    interrupted: str
    split_title: str
    stages: Mapping[str, str]
    run_unfinished: str
    more: str
    source_columns: tuple[str, str]
    no_source: str
    nothing_new: str
    refused_by_robots: str
    no_documents: str
    no_document: str
    many_documents: str
    document_keys: Mapping[str, str]
    mention_kinds: Mapping[str, str]
    change_kinds: Mapping[str, str]
    copies: str
    yes: str
    no: str
    references: str
