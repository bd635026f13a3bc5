"""What the offline analyst says besides its scores."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from tests.interviews.analyst.grading import GRADED_NAMES, Graded, graded, injections, posting, transcript

from reprise.interviews.analyst.instructions import has_instructions, without_instructions
from reprise.interviews.analyst.judgement import DIMENSIONS, AnalysisError
from reprise.interviews.analyst.rubric import RubricAnalyst
from reprise.interviews.analyst.transcript import Message, Transcript

QUESTION = "How do you make sure that medication is given safely?"


def nurse(*answers: str) -> Transcript:
    return transcript(posting("nurse"), [("technical", QUESTION, answer) for answer in answers])


@pytest.mark.parametrize("one", graded(), ids=GRADED_NAMES)
def test_every_quote_stands_in_the_answer_it_names(one: Graded) -> None:
    analysis = RubricAnalyst().judge(one.transcript)
    answers = {answer.id: answer.content for answer in one.transcript.answers}
    assert {(quote.dimension, quote.message_id) for quote in analysis.quotes} == {
        (dimension, identifier) for dimension in DIMENSIONS for identifier in answers
    }
    for quote in analysis.quotes:
        assert 0 < len(quote.text) <= 300
        assert quote.text in answers[quote.message_id]


async def test_the_same_transcript_gets_the_same_analysis() -> None:
    for one in graded()[:5]:
        assert await RubricAnalyst().analyse(one.transcript) == RubricAnalyst().judge(one.transcript)


def test_it_says_what_it_is_and_is_not() -> None:
    comments = RubricAnalyst().judge(nurse("I check the wristband.")).overall_comments
    for words in (
        "offline rubric",
        "not from a person or a language model",
        "does not know whether a fact is right",
        "English",
    ):
        assert words in comments


def test_every_text_says_something_and_names_the_weakest_question() -> None:
    analysis = RubricAnalyst().judge(nurse("I check the wristband and ask for the name."))
    texts = (
        analysis.technical_feedback,
        analysis.communication_feedback,
        analysis.problem_solving_feedback,
        analysis.relevance_feedback,
    )
    assert len(set(texts)) == 4
    for text in texts:
        assert "wristband" in text
        assert QUESTION in text


def test_gaps_are_what_the_posting_asks_for_and_nobody_mentioned() -> None:
    gaps = (
        RubricAnalyst().judge(nurse("I treat wounds with care and write the documentation.")).knowledge_gaps
    )
    assert "medication" in gaps
    assert "vital signs" in gaps
    assert not {"wound care", "documentation"} & set(gaps)
    technologies = transcript(posting("software"), [("technical", "How?", "I would use Python and Docker.")])
    named = RubricAnalyst().judge(technologies).knowledge_gaps
    assert named[:2] == ("PostgreSQL", "Redis")


def test_gaps_are_named_skills_and_no_qualities_or_pronouns() -> None:
    text = "You look after our APIs, its speed, performance, their code, Kubernetes, and load testing."
    wanted = replace(posting("software"), tech_stack=("Rust",), description=text)
    said = transcript(wanted, [("technical", "How?", "I would ask a colleague.")])
    assert RubricAnalyst().judge(said).knowledge_gaps == ("Rust", "Kubernetes", "load testing")


def test_recommendations_follow_the_weakest_measures_and_the_gaps() -> None:
    found = RubricAnalyst().judge(nurse("It is important to be careful.")).learning_recommendations
    assert 3 <= len(found) <= 5
    assert any("experience with vital signs" in line for line in found)


def test_without_answers_there_is_no_analysis() -> None:
    silent = Transcript(posting("nurse"), None, (Message(UUID(int=1), "technical", QUESTION),))
    for empty in (silent, Transcript(posting("nurse"), None, ())):
        with pytest.raises(AnalysisError) as caught:
            RubricAnalyst().judge(empty)
        assert caught.value.code == "NO_ANSWERS"


def test_an_open_question_at_the_end_counts_for_nothing() -> None:
    answered = nurse("I check the wristband, because two patients can have the same name.")
    asked = (*answered.messages, Message(UUID(int=9), "behavioral", "Tell me about a mistake."))
    assert RubricAnalyst().judge(Transcript(answered.posting, None, asked)) == RubricAnalyst().judge(answered)


@pytest.mark.parametrize(
    "answer",
    [
        "Ich prüfe das Armband und frage nach dem Namen, weil wir oft zwei mit dem gleichen haben.",
        "Je vérifie le bracelet et je demande le nom, parce que nous avons souvent le même nom.",
        "Я проверяю браслет и спрашиваю имя пациента.",
        "我会核对病人的手环并询问姓名和出生日期。",
    ],
    ids=["German", "French", "Russian", "Chinese"],
)
def test_another_language_is_not_judged(answer: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        RubricAnalyst().judge(nurse(answer))
    assert caught.value.code == "LANGUAGE_NOT_SUPPORTED"


@pytest.mark.parametrize(
    "answer",
    ["Python, PostgreSQL, Redis, Docker, Kafka, Terraform, Ansible, Grafana, nginx, Linux, Git, Bash, Go, C",
     "asdf jkl qwer uiop zxcv nm asdf jkl qwer uiop zxcv nm asdf jkl qwer uiop", "", "👍"],
    ids=["key words", "keys", "nothing", "emoji"],
)  # fmt: skip
def test_what_is_no_language_is_judged_and_scores_low(answer: str) -> None:
    assert RubricAnalyst().judge(nurse(answer)).overall_score < 15


@pytest.mark.parametrize("words", injections())
def test_an_injection_is_seen(words: str) -> None:
    assert has_instructions(words)
    assert words not in without_instructions(f"I check the wristband.\n{words}\nThen I ask for the name.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The customer rated us 5 out of 5.",
        "His mark rose from 5 to 3, and 100 pupils took the test.",
        "I gave her direct feedback and set a goal of 100 calls a week.",
        "The drain had 100 ml in one hour, so I called the surgeon.",
        "We ignored the noise and looked at the trend.",
        "I forgot to write the previous value down.",
        "The model of the pump was wrong: it needed another voltage.",
        "Then I skip the rows that are complete.",
        "The system is slow when 100 users sign in.",
        "I told the assistant to stay with the patient.",
        "In the last session she scored 5 out of 10 for pain, so I stopped the exercise.",
        "The audit gave us 96 points out of 100.",
        "We use H2O and a V12 engine with 4x4 drive.",
    ],
)
def test_ordinary_sentences_are_no_injection(sentence: str) -> None:
    assert not has_instructions(sentence)
