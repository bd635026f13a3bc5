"""What people of several professions talk about at work: each line of words is one field.

A field counts for a transcript when the posting and the question use its words, so that an answer about
the job counts as being
about the job although it repeats no word of the question.
"""

from __future__ import annotations

from typing import Final

from reprise.interviews.analyst.stems import stems_in

_FIELDS: Final = {
    "software": """api service server database query sql index cache code test deploy deployment release
    rollback log trace metric
        dashboard alert latency transaction key request response endpoint queue worker retry idempotent
        lock constraint schema table row
        column join orm migration branch review pipeline container cluster cloud network backend frontend
        module architecture performance
        load scale bug staging production feature flag incident monitoring security token client thread
        memory repository version library
        python java javascript typescript go rust redis postgresql mysql kafka docker kubernetes git linux
        rest graphql microservice
        pagination explain scan insert distributed developer engineer sprint user interface""",
    "data": """data sql query table row join model dashboard metric experiment sample confidence interval
    significance average median
        distribution correlation regression segment cohort source load pipeline etl warehouse dbt
        definition filter timestamp quality
        report chart statistic hypothesis variance outlier forecast analysis python r notebook channel
        conversion tracking control group
        trend seasonal holiday return dataset""",
    "health": """patient doctor nurse ward vital sign pulse blood pressure oxygen saturation medication
    dose drug chart wristband allergy
        pain fever wound dressing drain infusion intravenous insulin heparin opioid bleeding shock airway
        breathing circulation ecg emergency
        operation surgery hygiene infection handover sbar relative care therapy diagnosis symptom
        temperature bed fall document
        assessment monitoring discharge anaesthesia chest creatinine sugar colleague calm team""",
    "sales": """customer client deal contract price discount offer negotiate procurement budget licence
    competitor product value margin
        prospect lead pipeline crm forecast meeting demo pilot objection stakeholder invoice quote upgrade
        renewal account revenue target
        supplier decision sign buyer cost payment term relationship call proposal need advantage""",
    "education": """pupil class lesson school teacher parent mark grade quiz test task exercise homework
    goal learning worksheet group
        board explain understand rule behaviour misconception example curriculum year feedback criteria
        essay mathematics english
        fraction equation support counsellor level exit ticket seat conversation motivation topic material""",
    "finance": """ledger account balance statement bank invoice payment booking entry journal accrual close
    month year audit auditor cheque
        deposit fee reconcile difference cost cash tax vat asset depreciation sap excel document approval
        supplier receivable payable
        report budget figure debit credit closing month-end import workflow limit management late""",
    "trades": """circuit cable wire panel device current voltage insulation resistance megohm measure
    tester fault leakage residual breaker
        fuse socket junction box earth ground live dead switch isolate lock safety rule permit moisture
        water install tool appliance
        installation repair machine motor pipe valve pressure drawing site foreman test report protective
        equipment milliamp trip arc
        outage power plug gland material weld customer""",
    "support": """customer ticket case call email chat response priority urgent deadline escalate terminal
    router network error code restart
        status outage knowledge base article refund credit voucher complaint angry apologise order parcel
        delivery invoice satisfaction
        rating follow-up agent account troubleshoot solve team lead impact queue sla product""",
    "management": """project team deadline scope budget risk stakeholder sponsor milestone plan schedule
    requirement steering committee
        retrospective delay critical path resource cost estimate contingency priority meeting decision
        escalate goal option compromise
        communication report handover release go-live interface vendor contract quality change status
        delivery workload responsibility
        pilot customer specialist freelancer document""",
    "hospitality": """kitchen cook chef menu dish guest service waiter table food cost portion recipe stock
    supplier hygiene waste season
        station grill fryer plate sauce booking cover dishwasher apprentice trim pass clean temperature
        restaurant hotel room reception
        bar order wash rinse price product bread wine reservation shift""",
    "marketing": """campaign brand audience channel budget conversion click reach impression cost customer
    subscriber newsletter email segment
        search social media content advertising tracking attribution test target goal kpi awareness survey
        agency creative landing page
        retargeting keyword ranking lead mailing list unsubscribe rate report picture post""",
    "logistics": """truck driver route delivery load warehouse stop window vehicle customer arrival delay
    partner depot forklift telematics
        transport pallet weight region fuel toll driving time workshop breakdown software road planning
        stock inventory picking
        shipping parcel goods receipt address cost safe accident position""",
    "people": """candidate interview hire employee contract training onboarding conflict feedback
    performance review salary leave absence
        policy law team motivation development recruiter position works council meeting conversation""",
    "public": """citizen application form law regulation decision deadline authority case file document
    client hearing rule report budget
        security guard incident patrol social family care resident""",
}

# Words of any workplace; they say that work is talked about, not which.
WORKPLACE: Final = stems_in(
    """colleague team manager customer project meeting process problem task deadline plan decision result
    cost risk quality error
    document report goal responsibility experience training priority improve example explain understand
    help topic calm late year
    month conversation call question response status limit time change option follow-up figure price
    address position"""
)
FIELDS: Final[dict[str, frozenset[str]]] = {
    name: stems_in(words) - WORKPLACE for name, words in _FIELDS.items()
}
