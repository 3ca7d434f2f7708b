"""Words of health: illnesses, states, aids, treatments, in German and English. Alone they say nothing about anybody.

Each word is a pattern; "_" is the blank inside one of several words.
"""

from bot.conversation.personal.found import one_of

_NOUNS = r"""
chronischer?_schmerzen (?:\w{0,12}therapeutischer?|psychiatrischer?)_behandlung grippe lungenentzündung fieber
(?:chronic_)?back_pain
diabetes(?:_typ_[12I]{1,2})? zucker(?:krankheit|krank) demenz alzheimer parkinson epilepsie asthma copd rheuma
arthrose arthritis gicht osteoporose multiple_sklerose ms als-erkrankung krebs leukämie tumor(?:e|en)? metastasen
schlaganf[aä]ll(?:e|es|s)? herzinfarkt(?:e|es|s)? herzfehler herzinsuffizienz herzrhythmusstörung(?:en)? herzkrank
\w{2,20}krebs \w{2,20}infarkt (?:blut)?hochdruck bluthochdruck depression(?:en)? burn-?out angstzuständen?
panikattacken? migräne tinnitus neurodermitis psoriasis schuppenflechte allergie \w{2,20}allergie
hiv(?![_-]?(?:positi|infi))
aids hepatitis(?:_[a-e])? tuberkulose long[_-]covid post[_-]covid corona covid(?:-19)? adhs ads autismus asperger
trisomie(?:_21)? down-?syndrom \w{2,20}-?syndrom spastik ptbs schizophrenie psychosen? borderline bipolare?_störung
(?:angst|ess|schlaf|hör|seh|persönlichkeits|zwangs|belastungs|sprach|gehör|gleichgewichts|panik|lern)störung(?:en)?
magersucht bulimie (?:alkohol|drogen|spiel|tabletten|medikamenten)sucht alkoholproblem(?:e)?
bandscheibenvorf[aä]ll(?:e|s)?
(?:knie|hüft|rücken|herz|augen|bandscheiben|krebs|magen|schulter|prostata|fuß|darm|becken)-?(?:op|operation|leiden|schaden|problem(?:e)?)
(?:knie|rücken|gelenk|herz|kopf|hüft|brust|bauch)(?:schmerzen|beschwerden) oberschenkelhalsbruch
(?:bein|arm|hüft|becken|wirbel)bruch amputation lähmung(?:en)? halbseitenlähmung querschnittslähmung
(?:seh|hör|geh|körper|schwer|sprach|lern)?behinderung(?:en)? (?:\w{2,20})?erkrankung(?:en)?
(?:\w{3,20})?krankheit(?:en)? \w{2,15}(?:schwäche|entzündung|leiden|phobie|infektion|thrombose) thrombose fibromyalgie
endometriose morbus_\w{3,15} crohn zöliakie laktoseintoleranz glutenunverträglichkeit
nieren(?:insuffizienz|versagen|schaden) mukoviszidose lungenembolie schwindelanf[aä]lle? grauer?n?_star glaukom
makuladegeneration fehlgeburt schwangerschaft trauma psychische[nr]?_(?:probleme|erkrankung|krankheit|belastung)
suizidgedanken cancer dementia stroke heart_attack heart_(?:disease|condition|failure) high_blood_pressure
anxiety(?:_disorder)? ptsd adhd autism multiple_sclerosis epilepsy arthritis chronic_(?:pain|illness|fatigue)
disability seizures? panic_attacks? parkinson's alzheimer's bipolar(?:_disorder)? schizophrenia allerg(?:y|ies)
miscarriage pregnancy hearing_loss
"""
_STATES = r"""
hiv-infiziert erkältet hearing[_-]impaired dialysepflichtig
(?:schwer|geh|seh|hör|körper|mehrfach|geistig_|lern|sprach|stark_geh|schwerst)?-?(?:behindert|beeinträchtigt|geschädigt)
(?:herz|zucker|alkohol|drogen|krebs|nieren|lungen|suizid|demenz|sucht|psychisch_|chronisch_|unheilbar_|schwer_|todes?|schwerst|tot)?krank
krankgeschrieben dement (?:alters|voll|fast_)?blind (?:ge)?hörlos gehörlos taubstumm taub schwerhörig taubblind
(?:stark_)?kurzsichtig (?:quer(?:schnitts?)?|halbseitig_|halbseits)?gelähmt depressiv manisch[_-]depressiv bipolar
schizophren autistisch epileptisch spastisch (?:schwer_)?pflegebedürftig bettlägerig (?:hoch)?schwanger
(?:alkohol|drogen|tabletten|medikamenten|spiel)(?:süchtig|abhängig) (?:schwer_)?suizidal magersüchtig
(?:bein)?amputiert inkontinent lungenkrank asthmatisch diabetisch traumatisiert hiv[_-]?positiv immungeschwächt
immunsupprimiert arbeitsunfähig erwerbsunfähig berufsunfähig frühverrentet_wegen_krankheit (?:schwer_)?erkrankt
allergisch operiert disabled deaf blind autistic (?:severely_)?depressed diabetic pregnant paraly[sz]ed
visually_impaired hard_of_hearing bedridden epileptic hiv[_-]positive wheelchair[_-]bound partially_sighted
mentally_ill chronically_ill seriously_ill housebound
"""
_PERSONS = r"""
alcoholic (?:typ-[12]-)?diabetiker(?:in)?(?:_typ_[12])? epileptiker(?:in)? asthmatiker(?:in)? allergiker(?:in)?
rheumatiker(?:in)? alkoholiker(?:in)? autist(?:in)? rollstuhlfahrer(?:in|n)? rollatornutzer(?:in)?
(?:krebs|dialyse|schmerz|herz|demenz|rheuma|schlaganfall|ms|parkinson|psychiatrie)-?patient(?:in)? schwerbehinderter?
schwerbehinderten pflegefall spastiker(?:in)? bluter(?:in)? dementer?n? gehörloser? blinder? sehbehinderter?
gehbehinderter? schwangere rollifahrer(?:in)? bettlägeriger? hörgeschädigter? pflegebedürftiger? wheelchair_user
diabetic
"""
_AIDS = r"""
metformin l-thyroxin ramipril bisoprolol marcumar sertralin citalopram escitalopram mirtazapin quetiapin lithium
diazepam
tavor tilidin oxycodon fentanyl methylphenidat pregabalin novalgin
(?:elektro|e-)?rollstuhl(?:es|s)? rolli rollators? rollator gehhilfen? gehstock krücken unterarmgehstützen
hörgeräte?s? cochlea-?implantat herzschrittmachers? schrittmacher (?:bein|knie|hüft|arm)?prothesen? blindenhunde?s?
blindenstock sauerstoffgerät insulin(?:pumpe)? dialyse chemo(?:therapie)? bestrahlung(?:en)? strahlentherapie
psychotherapie (?:physio|ergo|sprach|schmerz|verhaltens)therapie therapie reha psychiatrie entzug(?:sklinik)?
tagesklinik suchtklinik antidepressiva antidepressivum psychopharmaka neuroleptika ritalin ibuprofen tramadol morphium
cortison kortison methadon blutverdünner betablocker beruhigungsmittel schlaftabletten schmerzmittel schmerztabletten
medikamenten? medikament tabletten blutdrucktabletten pflegegrad(?:_[1-5])? pflegestufe(?:_[0-3])?
schwerbehindertenausweis(?:es)? behindertenausweis(?:es)? schwerbehinderung gdb(?:_(?:von_)?\d{2,3})?
grad_der_behinderung merkzeichen_(?:ag|g|b|h|bl|gl|tbl) erwerbsminderungsrente operation op wheelchair
rollator walking_(?:stick|frame|aid) hearing_aids? insulin antidepressants medication meds chemo(?:therapy)? dialysis
pacemaker guide_dog surgery care_level(?:_\d)? crutches rehab pills
"""


NOUNS = one_of(_NOUNS, "(?:e?s)?")
STATES = one_of(_STATES)
INFLECTED = one_of(_STATES, "e[rnsm]?")
PERSONS = one_of(_PERSONS)
AIDS = one_of(_AIDS)
