"""Words of any workplace, by what is done with them: they say that work is talked about, not which."""

from __future__ import annotations

from typing import Final

from reprise.interviews.analyst.stems import stems_in

_SUBJECTS: Final = {
    "writing": """note notes record document file folder form list checklist letter report protocol
    minutes sheet log table template copy print sign signature stamp write fill enter sort archive paper
    page text draft summary entry label mark register card board photo picture email mail post envelope
    receipt book diary""",
    "telling": """tell inform explain describe announce mention report answer reply respond speak talk
    discuss conversation meeting call phone ring message contact ask question listen hear understand agree
    agreement promise apologise apology sorry warn advise introduce present presentation feedback clarify
    confirm greet negotiate persuade convince argue argument clear polite honest calm""",
    "planning": """plan schedule deadline date appointment calendar delay late early time priority
    urgent order step stage phase task goal target aim prepare preparation arrange organise coordinate
    postpone reserve estimate expect forecast resource capacity shift rota duty handover deliver delivery
    progress milestone scope wait hurry slot overtime backlog reminder due period duration agenda""",
    "people at work": """team colleague coworker boss manager supervisor foreman head chief director
    lead leader staff employee trainee apprentice intern student junior senior expert specialist partner
    department office company firm crew helper assistant owner user customer client supplier stakeholder
    sponsor responsibility role training experience job meeting work workplace""",
    "trouble": """problem fault error mistake defect bug issue failure fail broken break damage wrong
    missing lost complaint complain angry upset conflict dispute danger risk incident accident emergency
    crash outage stop stuck alarm warn cause reason reproduce solve fix repair replace restore recover
    correct avoid prevent investigate escalate workaround symptom trace trigger difference weak gap""",
    "checking": """check test measure compare inspect verify look control examine review count observe
    watch notice monitor search find result value limit level reading sample proof prove evidence confirm
    detail quality standard rule procedure criteria tolerance threshold difference deviation trend rate
    share percentage percent number figure average total""",
    "changing": """change improve reduce increase adjust replace switch move set introduce remove add
    create build develop design automate simplify split combine optimise save cut raise lower effect
    effort decision decide option alternative choose suggest propose recommend compromise solution idea
    learn lesson""",
    "money": """price cost budget euro dollar pound pay payment invoice bill fee charge expense
    expensive cheap discount offer refund rebate credit debit debt money cash margin profit loss revenue
    turnover quote tax rate rent salary saving insurance contract licence purchase sell deal amount sum
    worth value fund financial""",
    "safety": """safe safety danger dangerous hazard risk protect protection protective secure rule
    regulation law procedure standard permit lock isolate evacuation fire alarm emergency first-aid
    hygiene glove helmet training signature allowed forbid forbidden legal liability insurance compliance
    privacy confidential""",
}

WORKPLACE: Final[dict[str, frozenset[str]]] = {name: stems_in(words) for name, words in _SUBJECTS.items()}
