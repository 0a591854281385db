"""What the office pages say: the strings of one language; the texts are in ``office_it``, ``_fr`` and ``_en``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    tabs: Mapping[str, str]
    # what a change said when it was done (?said=…)
    said: Mapping[str, str]
    # a run
    run_title: str
    run_none: str
    run_states: Mapping[str, str]
    run_by: str
    run_targets: str
    run_progress: str
    run_progress_open: str
    run_address: str
    run_stop: str
    run_stopping: str
    run_all: str
    run_busy: str
    run_counts: Mapping[str, str]
    run_seconds: str
    refresh: str
    failures: str
    failure_columns: tuple[str, str, str]
    warnings: str
    stages: Mapping[str, str]
    # the switch
    switch_title: str
    switch_on: str
    switch_off: str
    switch_notice: str
    switch_hint: str
    switch_turn_off: str
    switch_turn_on: str
    # the state of things
    state_title: str
    state: Mapping[str, str]
    bytes_units: tuple[str, str, str]
    mode: Mapping[str, str]
    none: str
    bundled: str
    logging_off: str
    # sources
    address_title: str
    address_label: str
    address_hint: str
    crawl_label: str
    crawls: Mapping[str, str]
    pages_label: str
    stated_title: str
    publisher: str
    kind: str
    kind_any: str
    territory: str
    add: str
    upload_title: str
    upload_label: str
    upload_hint: str
    upload: str
    kept_title: str
    kept_none: str
    others_title: str
    source_columns: tuple[str, ...]
    never: str
    read_again: str
    remove: str
    remove_all: str
    remove_hint: str
    more: str
    # what may be wrong with what was sent
    bad_address: str
    bad_kind: str
    private_address: str
    unknown_host: str
    known_already: str
    too_long: str
    unknown_source: str
    # questions, feedback, usage, the log
    questions_title: str
    questions_lead: str
    questions_none: str
    question_columns: tuple[str, str, str, str]
    period: str
    periods: Mapping[str, str]
    show: str
    csv: str
    feedback_title: str
    feedback_lead: str
    feedback_none: str
    feedback_counts: str
    feedback_only: str
    feedback_choices: Mapping[str, str]
    feedback_columns: tuple[str, str, str, str]
    thumbs: Mapping[int, str]
    wanted: str
    usage_title: str
    usage_none: str
    usage_lead: str
    usage_figures: Mapping[str, str]
    usage_chart: str
    usage_columns: tuple[str, str, str, str]
    usage_days: str
    log_title: str
    log_none: str
    log_columns: tuple[str, str, str, str]
    deeds: Mapping[str, str]
