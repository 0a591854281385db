"""Judged questions, runs, measures, report and gate."""
