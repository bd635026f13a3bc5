"""What people of many professions talk about at work: wide fields of related words, as in a thesaurus.

A field counts for a question when the posting and the question use its words, so that an answer about the job
counts as being about the job although it repeats no word of the question. Fields overlap on purpose.
"""

from __future__ import annotations

from typing import Final

from reprise.interviews.analyst.stems import stems_in

_FIELDS: Final = {
    "software": """software code program computer server database query index cache test deploy
    deployment release rollback revert version log trace metric dashboard alert latency transaction key
    request response endpoint api queue worker job retry idempotent lock constraint schema column row
    record branch pipeline container cluster cloud network internet router frontend backend module service
    architecture performance load scale bug staging production feature flag memory cpu disk thread library
    framework language script function class system data backup restore timeout error exception commit
    merge review refactor interface browser website app application device screen button password login
    token security patch python java sql redis docker kubernetes linux git kafka pagination scan join orm
    migration microservice event handler webhook payload engineer developer sprint ticket documentation
    logic millisecond connection provider""",
    "data": """data dataset sql query table row column join model dashboard chart graph metric kpi
    experiment sample confidence interval significance average mean median distribution correlation
    regression segment cohort source pipeline warehouse definition filter timestamp duplicate null quality
    report statistic hypothesis test variance outlier forecast analysis tracking conversion trend season
    seasonal baseline figure calculate estimate effect group control random revenue sales drop rise region
    product store shop country channel spreadsheet excel""",
    "health": """patient doctor physician surgeon nurse ward hospital clinic vital sign pulse heart
    blood pressure oxygen saturation breath breathing breathe temperature fever pain painkiller medication
    medicine drug dose tablet injection infusion drip line chart wristband allergy wound dressing bandage
    drain swelling redness pus stitches infection hygiene disinfect glove sterile insulin heparin opioid
    sugar bleeding shock airway circulation ecg emergency operation surgery theatre anaesthesia discharge
    admission diagnosis symptom treatment therapy care bed fall turn lie sit posture skin pale face chest
    leg arm body toilet urine fluid drink eat nausea sleep anxious confused dementia relative family
    handover sbar round assessment score scale resuscitation mobilise physiotherapy kidney document
    observe comfort""",
    "sales": """customer client buyer deal contract price discount offer proposal negotiate
    negotiation procurement purchasing budget licence competitor competition product solution value
    benefit margin prospect lead pipeline crm forecast meeting demo demonstration pilot trial objection
    stakeholder decision decider invoice quote upgrade renewal account revenue turnover target quarter
    supplier sign close cost saving payment term relationship call need reference interest website
    linkedin retailer wholesaler wholesale convince advantage argument concession appointment follow-up
    win lose""",
    "education": """pupil class classroom lesson school teacher parent mother father mark grade quiz
    test exam task exercise homework goal learning learn teach worksheet sheet group pair board whiteboard
    explain understand rule behaviour disturb disruption misconception example curriculum year feedback
    criteria essay mathematics maths english fraction equation number drawing picture vocabulary grammar
    reading read write support level differentiate differentiation material seat attention motivation
    motivate topic unit plan child student kid practise repeat solution answer weak strong difficulty
    difficult easy presentation discussion project counsellor break term semester subject""",
    "finance": """ledger account balance statement bank booking entry journal accrual close closing
    month-end audit auditor cheque deposit reconcile reconciliation difference vat asset depreciation sap
    excel approval approve receivable payable report figure cutoff posting transaction currency cost
    centre receipt document transfer liability provision inventory stock correction reversal digit column
    year-end import spreadsheet""",
    "trades": """circuit cable wire wiring panel board device appliance current voltage volt amp
    ampere ohm megohm insulation resistance measure meter tester fault leakage residual breaker fuse rcd
    socket outlet plug junction box earth ground live dead switch isolate lock lamp light power outage
    trip arc moisture water terminal phase neutral conductor motor relay installation install drawing
    diagram site foreman permit protective equipment rule safety load kilowatt milliamp short-circuit
    overload contact""",
    "support": """customer ticket case call chat phone line email response priority urgent escalate
    terminal router network internet wifi cable connection error message code restart reboot reset update
    setting device status outage knowledge base article guide refund credit voucher complaint angry
    furious calm apologise order parcel delivery invoice satisfaction rating agent account password
    troubleshoot solve solution second level technician payment card shop merchant simple words patient
    queue backlog shift duplicate group template workaround replacement serial""",
    "management": """project team deadline scope budget risk stakeholder sponsor client milestone plan
    schedule requirement steering committee retrospective delay critical path resource cost estimate
    contingency buffer priority meeting workshop decision escalate goal option compromise communication
    report status handover release go-live launch interface vendor contract quality change workload
    responsibility pilot specialist freelancer document dependency task package department management test
    rollout""",
    "hospitality": """kitchen cook chef menu dish meal recipe ingredient portion plate pan pot oven
    stove heat fire knife bowl whisk beat boil fry grill roast steam bake simmer sauce stock butter egg
    yolk oil salt spice meat fish vegetable bread dessert garnish salad flavour taste season fresh freeze
    fridge freezer cold chill temperature degree thermometer hygiene clean wash rinse disinfect allergen
    waste trimming food cost supplier delivery storage shelf date label inventory count order service
    guest waiter table cover station pass mise prep preparation apprentice dishwasher restaurant buffet
    evening shift haccp split bind cream temper""",
    "marketing": """campaign brand audience channel budget conversion click reach impression cost
    customer subscriber newsletter email mailing segment search social media post content creative
    advertising advert ad tracking attribution test variant target goal kpi awareness survey agency
    landing page website retargeting keyword ranking seo lead list unsubscribe opening rate report picture
    photo video message offer launch season competitor google facebook instagram influencer roi
    acquisition traffic bid""",
    "logistics": """truck lorry van driver drive route tour stop load unload loading goods freight
    cargo pallet delivery deliver parcel shipment warehouse depot ramp gate window arrival arrive delay
    traffic jam road motorway weather ice breakdown tow workshop telematics gps position location fleet
    vehicle kilometre fuel toll weight capacity space trailer tail-lift hours driving rest time tachograph
    regulation customer consignee partner subcontractor carrier forwarder forklift address region map
    transport dispatcher reload order temperature""",
    "people": """candidate interview hire employee contract training onboarding conflict feedback
    performance review salary leave absence policy team motivation development recruiter position meeting
    delegate coach mentor appraisal dismissal overtime sick ill illness replacement shift rota""",
    "public": """citizen application applicant form law regulation decision deadline authority permit
    case file document hearing rule counter office queue certificate registry notice appeal security guard
    patrol incident library archive reader social care resident administration procedure budget council""",
    "hotel": """guest hotel room reception receptionist check-in checkin checkout check-out arrival
    arrive departure stay night reservation booking book cancel cancellation overbooked upgrade key card
    bill minibar breakfast bar restaurant kitchen housekeeping clean dirty ready floor lobby lift bed
    towel luggage suitcase taxi walk complaint apologise compensation discount refund voucher invoice
    passport registration deposit credit noise air shift audit manager satisfied review rating return
    regular welcome smile polite business family suite corridor free""",
    "workshop": """car vehicle van engine motor brake pad disc caliper wheel tyre axle suspension
    steering gearbox clutch exhaust turbo hose belt chain battery alternator starter sensor fault code
    tester diagnosis diagnostic oil filter fluid coolant leak pressure pump valve gasket screw bolt torque
    wrench lift jack noise vibration drive test service inspection repair replace part spare worn wear
    rust thickness limit lining metal compressor refrigerant nitrogen dye air conditioning workshop garage
    mechanic foreman trainee customer estimate quote warranty job card pin piston grease bleed bearing
    tool weld mileage kilometre manufacturer specification electrics wiring""",
    "craft": """tool machine material part component piece surface wall pipe drill cut saw screw nail
    glue paint plaster concrete brick wood metal steel install assemble mount site drawing measurement
    millimetre customer building roof floor window door heating water drain pump valve leak pressure
    repair production line shift maintenance spare quality scrap tolerance operator robot""",
    "care": """child children youth young family parent mother father sibling kid baby teenager home
    visit household flat bed food fridge school kindergarten court guardian custody foster protection
    protect safety risk neglect abuse violence bruise injury trust support help plan goal case note file
    assessment procedure office authority agency benefit debt addiction alcohol counselling therapist
    therapy supervision crisis emergency conflict boundary confidential interview situation resource
    network neighbour relative behaviour attendance need listen respect accuse interpretation assumption
    fact guess observe doctor police childminder elderly disability residential""",
    "law": """law lawyer attorney solicitor court judge judgment hearing trial appeal claim case file
    plaintiff defendant party statute paragraph clause contract deadline service serve limitation notary
    power evidence witness statement brief pleading opponent insurer mandate client legal rights civil
    criminal settlement correspondence confidential confidentiality secrecy registry motion objection""",
    "shop": """shop store shelf checkout till cashier stock customer return exchange receipt display
    sale cash offer label price goods delivery refill inventory advise theft queue""",
}

FIELDS: Final[dict[str, frozenset[str]]] = {name: stems_in(words) for name, words in _FIELDS.items()}
# The field whose questions fit, for those that have none of their own.
QUESTIONS_OF: Final = {
    "hotel": "hospitality",
    "workshop": "trades",
    "craft": "trades",
    "care": "public",
    "law": "public",
    "shop": "sales",
}
