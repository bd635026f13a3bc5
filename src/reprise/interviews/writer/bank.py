"""Questions for any job, and for fields of work. `{skill}` is one of the posting's, `{title}` its title.

The three types follow Campion, Palmer and Campion (1997), "A review of structure in the selection interview":
knowledge questions, past behaviour and hypothetical situations.
"""

from __future__ import annotations

from typing import Final

from reprise.interviews.analyst.transcript import QuestionType

GENERAL: Final[dict[QuestionType, tuple[str, ...]]] = {
    "technical": (
        "How do you go about {skill}? Take us through the steps, from the first to the last.",
        "What typically goes wrong with {skill}, and how do you notice it early?",
        "How would you explain {skill} to a new colleague on their first day?",
        "Which tools or methods do you use for {skill}, and why those rather than others?",
        "How do you check that your own work on {skill} is good enough?",
        "What has changed in {skill} during the last few years, and what do you do differently today?",
        "Which two mistakes do beginners make with {skill}, and what is behind them?",
        "If you had only half the usual time for {skill}, what would you leave out, and what never?",
        "How do you decide between quality, time and cost when it comes to {skill}?",
        "Which figures tell you how well you are doing with {skill}, and where do you get them from?",
        "What do you need to know before you begin with {skill}, and whom do you ask?",
        "How do you document {skill} so that somebody else can take over?",
        "Which rules or standards matter most for {skill}, and what happens when they are ignored?",
        "Compare two ways of handling {skill}: when is each of them the better one?",
    ),
    "behavioral": (
        "Tell us about a piece of work you are proud of. What was your own part in it, and what came of it?",
        "Describe a mistake that you made at work. How did you deal with it, and what do you do "
        "differently since?",
        "Tell us about a disagreement with a colleague. How did it begin, and how did it end?",
        "When did you last have to learn something quickly for your job? How did you go about it?",
        "Describe a time when you had more to do than time to do it. What did you put first?",
        "Tell us about a person whom you convinced of something. What made the difference?",
        "When have you received criticism that was hard to hear? What did you do with it?",
        "Describe a process that you made better. How do you know that it is better?",
        "Tell us about a time you had to deliver bad news. How did you prepare it?",
        "When did a plan of yours fail? At what point did you see it, and what did you do then?",
        "Describe a situation in which you helped a colleague to succeed.",
        "Tell us about a decision you took without having all the information.",
        "When did you last say no to somebody important? How did you put it?",
        "Describe the most demanding person you had to work with, and what worked in the end.",
        "Where in your career has {skill} mattered most? Tell us about one day.",
        "What was the hardest case you have had to do with {skill}, and how did it end?",
        "Whom have you taught something about {skill}? How did you go about it?",
        "Tell us about a success with {skill} that others noticed. How was it measured?",
        "When has something gone wrong with {skill} although you were careful?",
        "How did you first come to {skill}, and what was the moment when you got better at it?",
        "Tell us about a time when rules stood in the way of a good result. What did you do?",
    ),
    "situational": (
        "In your second week as {title} you notice that a routine everybody follows is wrong. What do "
        "you do?",
        "Two urgent tasks arrive at once and your manager cannot be reached. How do you proceed?",
        "A colleague whose work yours depends on keeps missing dates. How do you handle it?",
        "Somebody asks you to skip a step in {skill} to save time. How do you respond?",
        "You find out that a result you handed over yesterday was wrong. What happens next?",
        "You are asked to take on {skill} with a team that has never done it. How do you start?",
        "A person you work for is angry and partly right. What do you say, and what do you do afterwards?",
        "You have to spend a third less on {skill} from the middle of the year. What changes?",
        "You disagree with a decision that has already been made. How do you act?",
        "A new colleague is struggling and does not ask for help. What would you do?",
        "The tool you rely on every day stops working for a whole day. How do you keep going?",
        "You get the same complaint about {skill} for the third time this month. What is your approach?",
        "You are to show progress in {skill} within your first ninety days. What is your plan?",
        "You learn by chance that a colleague hides a serious error. What do you do?",
    ),
}

# By field of work (see analyst/professions.py).
FIELD: Final[dict[str, dict[QuestionType, tuple[str, ...]]]] = {
    "software": {
        "technical": (
            "A page takes eight seconds to load for some users only. How do you find the cause?",
            "How do you change the schema of a large table without stopping the service?",
        ),
        "situational": (
            "On Friday afternoon a security fix is released for a library that you use everywhere. What "
            "do you do?",
            "A deployment you approved breaks the sign-in for every tenth user. How do you proceed?",
        ),
    },
    "data": {
        "technical": (
            "Two reports show different revenue for the same month. How do you find out which one is right?",
            "How do you decide how long an experiment has to run?",
        ),
        "situational": (
            "A manager wants a chart that proves a decision already made. How do you deal with it?",
            "An hour before a presentation you find duplicates in your main table. What now?",
        ),
    },
    "health": {
        "technical": (
            "How do you recognise early that the condition of a patient is getting worse?",
            "Which steps do you follow at a handover so that nothing gets lost?",
        ),
        "situational": (
            "A patient refuses a treatment that you think is necessary. What do you do?",
            "You notice that a wrong dose was given on the shift before yours. How do you act?",
        ),
    },
    "sales": {
        "technical": (
            "How do you prepare the first conversation with a company that you know little about?",
            "How do you judge which of your open opportunities will really close this quarter?",
        ),
        "situational": (
            "Just before signing, a buyer demands another ten percent off. How do you react?",
            "Your most important contact at a client leaves. What are your next steps?",
        ),
    },
    "education": {
        "technical": (
            "How do you build an assessment that shows understanding rather than memory?",
            "How do you give feedback on a piece of work so that it is used?",
        ),
        "situational": (
            "Half of your class fails a test that you thought was easy. What do you do next?",
            "A parent demands a better mark in front of other parents. How do you respond?",
        ),
    },
    "finance": {
        "technical": (
            "Which checks do you make before you release a payment run?",
            "How do you explain a large deviation from the budget to people outside of accounting?",
        ),
        "situational": (
            "On the last day of the closing an invoice of a large amount turns up. What do you do?",
            "A manager asks you to book an expense into the wrong year. How do you answer?",
        ),
    },
    "trades": {
        "technical": (
            "How do you look for a fault that shows only now and then?",
            "Which measurements do you take before you hand an installation over, and what do you do "
            "with the values?",
        ),
        "situational": (
            "You open a wall and find work of others that is against the rules. How do you proceed?",
            "The material for the next day has not arrived and the customer is waiting. What do you do?",
        ),
    },
    "support": {
        "technical": (
            "How do you get from “it does not work” to something that you can solve?",
            "What makes a good article in a knowledge base?",
        ),
        "situational": (
            "A customer threatens to cancel unless you make an exception that you may not make. What do "
            "you say?",
            "Within ten minutes twenty people report the same problem. How do you organise the hour that "
            "follows?",
        ),
    },
    "management": {
        "technical": (
            "How do you plan a project whose requirements will change?",
            "How do you keep a list of risks that people really use?",
        ),
        "situational": (
            "Halfway through, the sponsor asks for a feature that doubles the scope. How do you handle "
            "the request?",
            "Two of your best people do not speak to each other any more. What do you do?",
        ),
    },
    "hospitality": {
        "technical": (
            "How do you plan purchases for a week whose bookings you do not know yet?",
            "Which hygiene controls do you carry out every day, and what do you write down?",
        ),
        "situational": (
            "A guest says that a dish made them ill last night. What do you do?",
            "Ten minutes before opening, your most experienced colleague walks out. How do you go on?",
        ),
    },
    "marketing": {
        "technical": (
            "How do you divide a budget between channels when you cannot measure all of them?",
            "How do you find out whom a product is really for?",
        ),
        "situational": (
            "A post of your brand draws angry comments within an hour. What are your steps?",
            "Your costs per new customer doubled this week. How do you react?",
        ),
    },
    "logistics": {
        "technical": (
            "How do you balance short routes against promised delivery windows?",
            "Which causes of damage in transport can be avoided, and how?",
        ),
        "situational": (
            "A customs paper is missing and the truck stands at the border. What do you do?",
            "Heavy snow closes half of your region for a day. How do you re-plan?",
        ),
    },
    "people": {
        "technical": (
            "How do you make interviews comparable when several people conduct them?",
            "What belongs into the first week of a new employee, and why?",
        ),
        "situational": (
            "An employee tells you about a conflict and asks you to keep it to yourself. What do you do?",
            "A manager wants to hire a friend who is not the best candidate. How do you respond?",
        ),
    },
    "public": {
        "technical": (
            "How do you make sure that similar cases are decided alike?",
            "Which facts do you record about a case, and which not?",
        ),
        "situational": (
            "A person in front of you becomes loud because of a decision you cannot change. What do you do?",
            "You notice that a deadline was missed through a fault of your office. How do you proceed?",
        ),
    },
}

# After a weak answer; `{words}` are words of that answer. By what it lacked, for the type whose turn it is.
FOLLOW_UP: Final[dict[str, dict[QuestionType, tuple[str, ...]]]] = {
    "silence": {
        "technical": (
            "Let us take a smaller step: what do you know about {skill}, and where did you learn it?",
        ),
        "behavioral": (
            "Let us come at it from your own experience: when did you last have to do with {skill}, even "
            "in a small way?",
        ),
        "situational": (
            "Let us make it concrete: imagine {skill} lands on your desk tomorrow morning. What is the "
            "very first thing you do?",
        ),
    },
    "example": {
        "technical": (
            "You said “{words}”. How does that work in detail? Name the steps and at least one figure.",
            "Let us stay with “{words}” for a moment: which tools did you have in mind, and how would "
            "you measure success?",
        ),
        "behavioral": (
            "You said “{words}”. Tell us about one time when you did just that: when was it, and what "
            "came of it?",
            "“{words}”: that was general. Which real case is behind it, and what were the numbers?",
        ),
        "situational": (
            "You said “{words}”. Suppose that does not work: what would you do next, step by step?",
            "Take “{words}” to your first week with us: what exactly would we see you do on Monday?",
        ),
    },
    "reasons": {
        "technical": ("You said “{words}”. Why this way, and which alternative did you leave aside?",),
        "behavioral": (
            "You said “{words}”. What made you decide so at the time, and what would have spoken against it?",
        ),
        "situational": ("You said “{words}”. What could go wrong with it, and how would you notice?",),
    },
    "result": {
        "technical": ("You said “{words}”. How would you prove that it worked?",),
        "behavioral": ("You said “{words}”. How did it end, and what did you learn from it?",),
        "situational": (
            "You said “{words}”. What result would you expect, by when, and what if it does not come?",
        ),
    },
}
