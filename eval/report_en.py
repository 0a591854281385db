"""Reports in English."""

from __future__ import annotations

from typing import Final

from eval.report_strings import ReportStrings

ENGLISH: Final = ReportStrings(
    code="en",
    decimal=".",
    thousands=",",
    months=tuple("January February March April May June July August September October November December".split()),
    moment="{day} {month} {year}, {time} ({zone})",
    per_hundred="{n} in 100",
    cases=("1 case", "{n} cases"),
    in_language={"it": "{n} in Italian", "fr": "{n} in French", "en": "{n} in English"},
    languages={"it": "Italian", "fr": "French", "en": "English"},
    types={
        "fact": "a fact", "number": "a figure", "date": "a date", "when": "when", "where": "where", "who": "who",
        "responsible": "who is responsible", "list": "a list", "definition": "what something means",
        "comparison": "a comparison", "table": "figures of a table", "change": "what has changed",
        "claim_check": "is it true that…?", "cross_lingual": "in another language than the documents",
        "follow_up": "follows another question", "multi_turn": "follows another question",
        "overview": "an overview", "yes_no": "yes or no", "unanswerable": "no answer in the documents",
    },
    personas={"official": "officials", "journalist": "journalists", "new_staff": "new colleagues"},
    kinds={
        "plan": "plans", "press_release": "press releases", "news": "news", "webinar_notes": "webinar notes",
        "transcript": "transcripts", "act": "acts", "institutional_page": "institutional pages",
    },
    verdicts={
        "supported": "supported", "contradicted": "contradicted", "partly": "partly supported",
        "not_found": "not found in the documents",
    },
    outcomes={
        "right": "right", "judgment": "right facts, but not the judgement", "partly": "in part only",
        "refusal": "refused wrongly", "wrong": "without the expected facts", "invented": "answered where nothing was "
        "there",
    },
    none="–",
    less="{measure} (less is better)",
    title="How good the answers are",
    subtitle="Run “{name}” of {at}",
    contents="On this page",
    back="Back to the office",
    asked="We asked {system} {questions} questions ({languages}) of the set “{set}”.",
    asked_of="The answers were to be found in {documents} documents, cut into {passages} passages.",
    judged="For each question it was written down beforehand, once and for all, which facts the answer must hold and "
    "in which document they stand, or that the documents hold no answer. A program compares the two, always in the "
    "same way.",
    machine="The run took {seconds} on a machine with {cores} processors and {memory} GB of memory ({platform}).",
    no_model="No language model: the answers are made of sentences of the documents.",
    model="The answers were worded by a language model: {model}.",
    brief="In short",
    answerable="Questions that the documents answer: {n}. In {right} ({share}) the answer holds all the expected "
    "facts.",
    answerable_more="In {partly} it holds only some of them, in {wrong} none; in {refusal} the system said no although "
    "the answer was there.",
    unanswerable="Questions that the documents do not answer: {n}.",
    unanswerable_no="In {right} ({share}) the system says no, as it should; in {invented} it answers all the same, "
    "with sentences from the documents that do not answer the question.",
    unanswerable_all="The system says no every time, as it should.",
    quotes_all="Every quotation is to the letter: all {n} that were checked stand in the text word for word.",
    quotes_some="Not every quotation is to the letter: of {n} that were checked, {wrong} do not stand in the text word "
    "for word.",
    pages="The page given is the right one in {right} of the {n} quotations that give one.",
    speed="The answer usually comes in {p50}; 95 times in 100 within {p95}.",
    weakest="The weakest point is {goal}: that works {n} times in 100.",
    goals={
        "facts": "giving all the expected facts", "verdict": "judging claims that are to be checked",
        "quotes_valid": "quoting to the letter", "pages_valid": "giving the true page",
        "page_right": "citing the very page that was expected", "source_first": "citing a right source first",
        "refused": "saying no when the documents do not answer",
    },
    weakest_type="The questions that fare worst: “{type}” ({right} right of {n}).",
    only_found="This system only searches, it does not answer: what is measured is whether it finds the right "
    "document. It puts it first for {first} questions, among the first five for {five}.",
    chance="The questions are a sample: with {n} others of the same sort, complete answers would very probably be "
    "between {low} and {high} in 100.",
    tiles={
        "facts": "answers with all expected facts", "refused": "refusals where there was no answer",
        "false_refusal": "refusals that were wrong", "quotes_valid": "quotations to the letter",
        "source_first": "first source cited is right", "milliseconds": "time of an answer",
    },
    groups_title="Where it does well and where it does not",
    groups_lead="Each bar is all the questions of one sort; the numbers say how many. An answer is “right” when it "
    "holds all the expected facts, or when it says no where the documents are silent.",
    groups={
        "type": "What is asked", "language": "In which language it is asked", "persona": "Who asks",
        "kind": "In which kind of document the answer stands",
    },
    group_plot="{by}: how the questions went, group by group; the table gives the same numbers",
    group_axis="in 100 questions",
    group_columns=("Group", "Questions", "Right"),
    group_measures="The main measures, group by group",
    measures_title="All measures",
    measures_lead="The interval says how far a number can be trusted: if the run were done again with other questions "
    "of the same sort, the value would fall between those two numbers 95 times in 100. With few questions it is wide; "
    "where all give the same value it is nil, which does not mean certainty.",
    measures_columns=("Measure", "Value", "Interval", "Questions"),
    measures_plot="The measures that go from 0 to 100: the dot is the value, the line its interval",
    measures_axis="in 100",
    measures_caption="Every measure with what it means",
    parts={
        "facts": "The facts in the answers", "sources": "Quotations and sources", "refusals": "Refusals",
        "finding": "Searching the documents", "effort": "Length and time", "other": "Other measures",
    },
    measures={
        "facts": ("Complete answers", "They hold all the expected facts."),
        "fact_recall": ("Facts present", "How many of the expected facts can be read in the answer, on average."),
        "verdict": ("Right judgements", "Claims to be checked that were judged as they should: supported, "
                    "contradicted, partly, not found."),
        "verdict_wrong": ("Wrong judgements", "Claims judged wrongly; who says “not found” does not judge. Fewer is "
        "better."),
        "quotes_valid": ("Quotations to the letter", "Words quoted that do stand in the document, letter for letter."),
        "pages_valid": ("True pages", "Quotations of a PDF that do stand on the page given."),
        "page_right": ("Expected page", "Answers that cite the very page where the answer stands."),
        "source_first": ("First source right", "Answers whose first quotation is from a right document."),
        "source_cited": ("Right source cited", "Answers of which some quotation is from a right document."),
        "source_precision": ("Quotations from right sources", "How many of the quotations are from a right document."),
        "citation_precision": ("Quotations that serve", "How many of the quotations carry an expected fact; those that "
                               "are true but beside the point do not count."),
        "citation_recall": ("Facts with their proof", "How many of the expected facts stand in a quotation of a right "
                            "document."),
        "sentence_support": ("Sentences borne out", "Sentences that their quotations bear out, as a model sees it."),
        "refused": ("Refusals that are right", "The system says no when the documents do not answer."),
        "false_refusal": ("Refusals that are wrong", "The system says no although the documents answer: less is "
        "better."),
        "Success@1": ("Right document first", "Of the documents found, the first is a right one."),
        "Success@5": ("Right document among 5", "The right document is among the first five found."),
        "QuoteSuccess@5": ("Right passage among 5", "Among the first five passages found is the one with the answer."),
        "QuoteSuccess@10": ("Right passage among 10", "Among the first ten passages found is the one with the answer."),
        "RR@10": ("Place of the right document", "1 if it is first, 0.5 if second, 0.33 if third, and so on (RR@10)."),
        "nDCG@10": ("Quality of the order", "1 if the right document is first, less if it is further down, 0 after the "
                    "tenth (nDCG@10)."),
        "words": ("Words to read", "Words that are read in an answer, quotations included. The value is the middle "
        "one, the interval that of the mean."),
        "milliseconds": ("Time", "From the question to the whole answer, on the machine of this run. The value is the "
        "middle one, the interval that of the mean."),
    },
    definitions="The full definitions, with the scientific sources of the measures, are in eval/MEASURES.md, among "
    "Regesto's files.",
    sure_title="How far its sureness can be believed",
    sure_lead="To decide whether to answer, the system estimates from 0 to 100 how sure it is that the documents "
    "answer. If the estimate is honest, when it says 80 the documents do answer 80 times in 100, and the dots lie on "
    "the diagonal.",
    sure_threshold="Below {threshold} in 100 it says no; above, it answers unless the documents lack something that "
    "the question expressly asks for (a year, a name).",
    sure_bin="When it says it is between {low} and {high} in 100 sure, the documents answer {was} times in 100 ({n} "
    "questions).",
    sure_low="On the whole it is too cautious: the documents answer more often than it says.",
    sure_high="On the whole it trusts itself too much: the documents answer less often than it says.",
    sure_even="On the whole its estimate is right.",
    sure_error="On average the estimate is {error} points in 100 away from the truth.",
    sure_order="Of one question with an answer and one without, {auc} times in 100 it is surer of the one with an "
    "answer: 100 would mean that it always tells them apart, 50 that it tosses a coin.",
    sure_plot="How sure it said it was, and how often the documents did answer; the larger the dot, the more questions",
    sure_words={
        "said": "how sure it said it was, in 100", "was": "how often the documents answered, in 100",
        "even": "honest estimate", "threshold": "threshold of no",
    },
    sure_columns=("Sureness stated", "Questions", "Mean stated", "The documents answer"),
    sure_caption="The sureness stated and the true one",
    time_title="Time and memory",
    time_answer="Half of the answers come within {p50}, 95 in 100 within {p95}, 99 in 100 within {p99}.",
    time_search="Searching for passages alone takes {p50}.",
    time_memory="The program took at most {memory} MB of memory.",
    time_columns=("Time", "Half within", "95 in 100 within", "99 in 100 within"),
    time_rows={"answer": "Whole answer", "search": "Searching passages"},
    time_caption="The times, on the machine of this run",
    time_plot="How many answers, by the time they took",
    time_axis="seconds",
    time_bins=("Time (seconds)", "Answers"),
    time_up_to="up to {to}",
    time_over="over {to}",
    worst_title="The mistakes, one by one",
    worst_lead="Those that mislead most come first. Of each: what was asked, what was expected, what was shown, from "
    "which page of which document, and why it counts as a mistake.",
    worst_none="No mistake: all answers are right.",
    worst_of="{shown} of {n} are shown; the others are in the list of all questions.",
    worst_heads={
        "invented": "It answered, but the documents do not", "judgment": "Right facts, but not the judgement",
        "wrong": "It answered without any of the expected facts", "refusal": "It said no, but the answer was there",
        "partly": "Some of the facts are missing",
    },
    why={
        "invented": "What is asked stands in no document: the system should have said so, and gave sentences near to "
        "it.",
        "judgment": "The judgement given is “{given}”, the right one “{wanted}”.",
        "wrong": "None of the expected facts can be read in what was shown.",
        "refusal": "The answer was there and the system said no.",
        "partly": "Expected facts that are missing: {missing} of {n}.",
    },
    why_more={
        "document": "No quotation is from a right document.",
        "judgment": "The judgement is wrong, too: “{given}” instead of “{wanted}”.",
    },
    labels={
        "question": "Question", "expected": "Expected", "where": "Where it stands", "shown": "Shown",
        "quotes": "With these quotations", "why": "Why it is a mistake", "finding": "In the search", "notes": "Notes",
    },
    before_that="Said before: {words}",
    said_no="The system said that the documents hold no answer.",
    no_facts="A refusal: the documents do not answer.",
    fact_or=" or ",
    fact_seen="there",
    fact_missing="missing",
    right_document="right document",
    other_document="other document",
    page="page {page}",
    page_label="page {page} (printed {label})",
    minute="minute {minute}",
    evidence_page="page {page}",
    found_at="The right passage was number {rank} of the {n} found.",
    found_not="The right passage was not among the {n} found: the mistake is the search's.",
    sureness="Sureness stated: {said} in 100.",
    in_library="open in the library",
    change_title="Against the run before",
    change_against="Compared with the run “{name}” of {at}, on the {n} questions that both have.",
    change_other={
        "questions": "The questions of the two runs are not all the same: those that both have are compared.",
        "corpus": "Between the two runs the documents changed.", "settings": "Of the settings these changed: {names}.",
        "machine": "The two runs were not done on the same machine: the times cannot be compared.",
    },
    change_none="There is no earlier run to compare this one with.",
    change_not_shared="The run before, “{name}”, has no questions in common with this one.",
    change_sure="Differences that are hardly due to chance: {names}.",
    change_unsure="No difference is large enough to rule out chance.",
    change_columns=("Measure", "Before", "Now", "Better on", "Worse on", "Could it be chance?"),
    change_caption="The measures of the two runs, on the questions that both have",
    change_p="{verdict} (p = {p})",
    change_verdicts={"sure": "hardly", "unsure": "yes", "same": "the same"},
    change_better="Questions that go well now ({n})",
    change_worse="Questions that no longer go well ({n})",
    change_from_to="before: {was}; now: {now}",
    change_same="No question went from right to wrong or the other way round.",
    made_title="How the run was made",
    made={
        "run": "Name of the run", "set": "Set of questions", "created": "Date", "system": "System",
        "questions_digest": "Digest of the questions", "corpus_digest": "Digest of the documents",
        "documents": "Documents", "passages": "Passages", "seconds": "Length", "memory_mb": "Memory",
        "threshold": "Threshold of refusal", "embeddings": "Model of vectors", "reranker": "Reranking",
        "ocr": "Reading of scans",
        "llm": "Language model", "entailment": "Check of sentences", "cores": "Processors", "memory_gb": "Memory of "
        "the machine", "python": "Python", "platform": "Operating system",
    },
    made_caption="Two runs with the same digests used the same questions and the same documents.",
    made_columns=("Item", "Value"),
    off="none",
    all_title="All questions ({n})",
    all_of="The first {shown} are listed, beginning with those that went wrong.",
    all_columns=("Code", "Question", "What is asked", "How it went"),
    foot="Written by Regesto with “regesto eval report”. Questions and results are in the folder of the run: anybody "
    "can count them again with “regesto eval score”.",
)  # fmt: skip
