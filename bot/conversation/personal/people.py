"""Of whom something is said, and how: oneself, relatives, neighbours, and the verbs between them and an illness."""

from bot.conversation.personal.found import one_of

RELATIVE = one_of(
    r"""
    mann frau ehemann ehefrau partner partnerin lebensgefährte lebensgefährtin mutter mutti mama mami vater vati
    papa \w{0,10}(?:sohn|tochter|mutter|vater|bruder|schwester|kind) sohnes kindes kinder kindern bruder
    schwester oma opa großmutter großvater omi opi enkel enkelin enkelkind tante onkel cousin cousine neffe
    nichte schwiegermutter schwiegervater schwiegersohn schwiegertochter eltern großeltern freund freundin
    nachbar nachbarn nachbarin kollege kollegin kollegen chef chefin mitbewohner mitbewohnerin vermieter
    hausmeister baby zwillinge jüngster? ältester? kleiner? familie bekannter? bekannte schüler betreuer
    urgroßmutter uroma uropa schwager schwägerin stiefsohn pflegekind husband wife partner mother mum mom father
    dad son daughter child kids? brother sister grandma grandpa grandmother grandfather granny uncle aunt friend
    neighbou?r colleague parents boyfriend girlfriend baby
    """
)
MY = r"(?:(?:mein|dein|sein|ihr|unser|euer)(?:e[rnms]?)?|unsre[rnms]?|my|our|his|her)"
_KIN_WORDS = rf"{MY}[ ](?:[\wäöüß-]{{2,20}}[ ]){{0,2}}{RELATIVE}"
KIN = rf"(?:{_KIN_WORDS}|(?:die|der|den|dem|eine?r?)[ ]nachbar(?:in|n)?|mama|papa|oma|opa|mutti|vati)"
OTHER = rf"(?:{KIN}|(?:herrn?|frau|mr\.?|mrs\.?|ms\.?|familie)[ ](?!ober)[\w-]{{2,25}})"
SELF_VERB = one_of("habe hab bin leide nehme spritze benutze nutze sitze bekomme brauche kriege")
"""Forms that only "ich" has: the word itself may be left out."""
VERB = one_of(
    """
    habe hab bin leide nehme spritze benutze nutze sitze bekomme brauche kriege hatte hatten hat haben ist sind war
    waren wurde wurden werde wird leidet leiden litt erlitt erlitten nimmt nehmen braucht brauchen benutzt
    benutzen nutzt sitzt sitzen saß bekam bekommt bekommen kämpfe kämpft lebe lebt muss mussten? müssen gehe
    geht fahre fährt laufe läuft trage trägt komme kommt kann gelte gilt mache macht starb verstarb erholt
    pflege pflegen besitze besitzt konnte darf liege liegt lag am is are was has have had 'm 've suffers?
    suffered uses? use needs? takes? take wears? got gets became cannot can't can
    """
)
GENERAL = one_of(
    r"""
    für for dass daß that ob whether if thema themen menschen leuten? personen people bürger\w* betroffene[nr]?
    viele[nr]? many alle[nr]? jede[rnms]? mehr kurse? beratung\w* infos? informationen fragen? idee ideen über
    about man gehört gelesen arbeite studiere wünsche vorschlag vortrag veranstaltung projekt angehörige[rn]?
    stadt verwaltung app ampel system wie gegen keine? weder möchte will finde denke glaube barrierefrei\w*
    rampen? plätze? parkpl[aä]tz\w* interessier\w* forschung ursache vorsorge prävention gäste besucher\w*
    kunden ältere senioren patienten haus gebäude straße baum bäume politik rathaus selbsthilfegruppe gesehen
    kinderwagen fahrrad no not without don't someone anyone everyone nobody niemand everybody guide course
    als_ob
    """
)
"""What makes it general: between a person and an illness it tells that the person only speaks of it."""
