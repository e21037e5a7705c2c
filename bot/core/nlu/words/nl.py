"""Dutch words about days, and how Dutch people ask for them.

Words as :func:`bot.core.nlu.lexicon.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "vandaag",
    "day:1": "morgen|mrgn|mrg|morge",
    "day:2": "overmorgen",
    "day:-1": "gisteren",
    "day:-2": "eergisteren",
    "day:0 am": "vanochtend|vanmorgen",
    "day:0 pm": "vanmiddag",
    "day:0 evening": "vanavond",
    "day:1 am": "morgenochtend|morgenvroeg|morgen vroeg",
    "day:1 pm": "morgenmiddag",
    "am": "am|vm|voor de middag|ochtends vroeg|ochtend|ochtends|s ochtends|voormiddag|vroeg in de ochtend|"
    "smorgens|s morgens",
    "pm": "pm|nm|na de middag|mi|middag|middags|s middags|smiddags|namiddag",
    "evening": "avond|avonds|s avonds",
    "to": "t en m",
    "until": "tot|tot aan|laatste vrije dag is|laatste vrije dag|laatste dag is|laatste dag|laatste vakantiedag|"
    "eindigend op|einddatum|uiterlijk|eind op|tot en met het|tot het",
    "from": "v a|va|te beginnen op|beginnend op|vanaf|ingaande|met ingang van|per|eerste vrije dag is|"
    "eerste vrije dag|eerste dag is|eerste vakantiedag|begindatum|startend|startdatum|beginnend|start op|"
    "te starten op|van af|gaat in op|ingang|te beginnen",
    "since": "sinds|sedert|al sinds",
    "of": "van",
    "between": "tussen",
    "and": "en|alsook|plus",
    "or": "of|danwel",
    "week:1": "volgende week|komende week|aankomende week",
    "week:0": "deze week",
    "week:-1": "vorige week|afgelopen week",
    "week:2": "week erop|week daarop|de week erop",
    "rest": "rest van de week|de rest van de week|de rest van deze week|rest van deze week",
    "next": "vlg|vlgd|vlgnde|vlgende|volg|volgnde|volgende|volgend",
    "coming": "komende|komend|aankomende|aankomend|aanstaande|aanstaand|eerstkomende|eerstvolgende|as",
    "this": "deze|dit",
    "last": "vorige|afgelopen|vorig|laatste",
    "in": "over",
    "unit:day": "dg|dgn|dag|dagen|dagje|dagjes|werkdag|werkdagen|vakantiedag|vakantiedagen|verlofdag|verlofdagen|"
    "snipperdagen|vrije dagen",
    "unit:week": "week|weken|weekje|weekjes|wk|wkn|wkjes",
    "unit:month": "maand|maanden",
    "unit:hour": "uur|uurtje|uurtjes|uren",
    "weekend": "weekend|weekeinde",
    "noon": "middaguur|het middaguur",
    "half": "halve dag|halve dagje|halve|half dagje|half dag|dagdeel|halve vakantiedag|halve verlofdag",
    "half_hour": "half",
    "whole": "hele|heel|volledige|gehele|geheel",
    "whole unit:day": "hele dag|volledige dag|gehele dag",
    "numbers": "een/1tje|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|"
    "zestien|zeventien|achttien|negentien|twintig|eenentwintig|tweeentwintig|drieentwintig|vierentwintig|"
    "vijfentwintig|zesentwintig|zevenentwintig|achtentwintig|negenentwintig|dertig|eenendertig",
    "ordinals": "vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|"
    "vijftiende|zestiende|zeventiende|achttiende|negentiende|twintigste|eenentwintigste|tweeentwintigste|"
    "drieentwintigste|vierentwintigste|vijfentwintigste|zesentwintigste|zevenentwintigste|achtentwintigste|"
    "negenentwintigste|dertigste|eenendertigste",
    "first:1": "eerste",
    "first:2": "tweede",
    "first:3": "derde",
    "month:9": "sept",
    "quarter_past": "kwart over",
    "quarter_to": "kwart voor",
    "except": "behalve|uitgezonderd|in plaats van|ipv|niet op|zonder",
    "at": "om|rond",
    "skip": "de|het|op|in|dan|den|voor|m|n|t|dus|ook|nog|eventueel",
    "no_day": "lang weekend|lang weekeinde",
    "plain": "goede morgen|goede middag|goeden avond|eerste hulp|even vrij|vrij veel|vrij goed|hele nacht|"
    "de hele nacht",
    "known": "hier|winter|zomer|kerst|goedemorgen|goedemiddag|goedenavond|goedenmiddag|maar|keer|maal|vriend|"
    "vrienden|vrijwilliger|werken|werk|mijn|haar|vrede|moeder|vader|maand|nicht|neef|zieke|dank|groet",
    "want": "wil|wilde|wou|graag|aanvragen|aan te vragen|vragen|nemen|neem|opnemen|op te nemen|nodig|zou|mag|kan|"
    "kunnen|boek|boeken|plan|inplannen|zet|registreer|registreren|krijgen|melden|ziekmelden|hebben|zou graag|had graag|"
    "gelieve|noteer|noteren|doorgeven|geef door|regel|mag ik|verzoek|verzoek tot|wens|wil graag|moet naar|moet ik naar|"
    "moet een keer naar|moet nog naar|zou willen|zou ik willen",
    "me": "ik|mij|me|ikzelf|wij|we",
    "my": "mijn|m n|mn|onze|ons",
    "may": "mogelijk|oke als|ok als|goed als|akkoord als",
    "others": "wil|wilt|neemt|gaat|komt|zou|werkt|heeft|is|was|had|blijft|meldt|meldde|moet|mag|kan|zit|ligt|"
    "belde|voelt|zal|vraagt|werken|hebben|zijn|gaan|komen",
    "feast": "kerst|kerstdag|kerstmis|pasen|pinksteren|hemelvaart|koningsdag|oud en nieuw",
    "every": "elke|iedere|alle",
    "ask": "wie|wanneer|hoeveel|hoe|wat|waar|waarom|welke|wiens|klopt|tot wanneer|vanaf wanneer",
    "he": "is|heeft|zijn|staat|gaat",
    "you": "ben je|ben jij|heb je|heb jij|bent u|heeft u|hebt u|ga je|ga jij|heb ik|ben ik|zijn jullie|"
    "hebben jullie|ben jullie|mag je|kan iedereen|wil iedereen",
    "cancel": "verplaatsen|verzetten|verschuiven|annuleer|annuleren|intrekken|in te trekken|ingetrokken|trek|"
    "cancel|cancelen|verwijder|verwijderen|schrap|afzeggen|geannuleerd|hoeft niet meer|niet meer nodig|"
    "laat maar zitten|gaat niet door|haal weg|vergeet mijn|vergeet m n|toch niet|zie af van",
    "not": "niet|geen|nooit",
    "wish": "fijn|fijne|prettige|prettig|mooie|leuke|goede|geniet van je|veel plezier op|hoera",
    "was": "had|was|waren|geweest|heb gehad|gehad|ben geweest",
    "back": "terug van|weer terug van|terug uit",
    "saldo": "goedgekeurd|goedkeuring|saldo|verlofsaldo|vakantiesaldo|vakantiegeld|status|wat is|hoeveel|"
    "uitbetaald|uitbetalen|keur|goedkeuren|akkoord met|vraagje over mijn verlof|verlofuren zie|vervallen|vervalt|"
    "verlopen|cao|vakantiedagen over|verlofdagen over|dagen over",
    "away": "afwezig|afwezigheid|weg|er niet|niet aanwezig|niet op kantoor|niet werken|niet beschikbaar|"
    "afwezig melden|niet komen|kom niet|kom ik niet|werk niet|werk ik niet|niet bij|niet op het werk|afwezig zijn|"
    "niet aanwezig zijn|niet present|er niet bij|verhinderd|niet naar kantoor|niet naar het werk|kom niet werken|"
    "haal het niet|ontbreek|niet inzetbaar|moet weg|uit roulatie|onbereikbaar|reken niet op me|niet op mij rekenen|"
    "reken vrijdag niet op mij",
    "away_around": "ben er … niet|kan … niet|er … niet|kom … niet|werk … niet|ben der … nie|ben er … nie|"
    "ben der … niet",
    "vac": "lang weekend|dagen opnemen|dag opnemen|vrij|vrije|vrije dag|vrijaf|verlof|vakantie|vakantiedag|"
    "vakantiedagen|verlofdag|verlofdagen|snipperdag|snipperdg|snipper|snipperdagen|atv dag|adv dag|op vakantie|"
    "met vakantie|jaarlijks verlof|vrijnemen|dagje vrij|dag vrij|adv|atv|vakantiedagje|verlofdagje|verlofje|baaldag|"
    "lummeldag|vakantieverlof|wettelijk verlof|ancienniteitsverlof|vakantieuren|brugdag|kerstvakantie|verlofuren|"
    "dagen verlof|kermisverlof",
    "sick": "ziek|ziekte|ziekteverlof|ziekmelden|ziekmelding|grieperig|ben niet lekker|voel me niet lekker|"
    "voel me beroerd|niet lekker|niet fit|koorts|ziek thuis|ziek gemeld|ziekgemeld",
    "unpaid": "onbetaald|onbetaald verlof|onbetaald vrij|onbetaalde|onbetaalde vakantie|onbetaalde dag|"
    "zonder wedde|verlof zonder wedde|onbetaalde verlofdag|zonder loon",
    "parental": "ouderschapsverlof|zwangerschapsverlof|bevallingsverlof|geboorteverlof|vaderschapsverlof|"
    "ouderschap|papadag|mamadag|geboorte verlof|aanvullend geboorteverlof|partnerverlof|moederschapsrust|"
    "moederschapsverlof|kraamverlof|tijdskrediet",
    "special": "bijzonder verlof|buitengewoon verlof|speciaal verlof|calamiteitenverlof|huwelijksverlof|rouwverlof|"
    "klein verlet|omstandigheidsverlof|begrafenisverlof|verhuisverlof|buitengewoon|verhuisdag|rouw|"
    "dag voor de verhuizing",
    "care": "zorgverlof|mantelzorg|kort verzuim|zorgdag|kind ziek|ziek kind|zoontje is ziek|dochtertje is ziek|"
    "zoon is ziek|dochter is ziek|kind is ziek|ziek kindje|zieke dochter|zieke zoon|zieke baby|zieke kind|kindje ziek|"
    "kindje is ziek|zorgen voor|oppas is ziek|oppas ziek|mantelzorgverlof|kortdurend zorgverlof|langdurend zorgverlof|"
    "calamiteit thuis|familiaal verlof|verlof om dwingende reden|sociaal verlof|bij hem blijven|bij haar blijven|"
    "thuisblijven voor mijn kind|thuis blijven bij|baby is ziek|kinderen zijn ziek",
    "over": "overuren|overwerk|tijd voor tijd|meeruren|plusuren|compensatie uren|compensatieuren|compensatiedag|"
    "inhaaluren|recup|recupdag|recuperatie|overwerkuren|plus uren|overuurtjes|tvt|compensatieverlof|inhaalverlof|"
    "inhaalrust",
    "doctor": "dokter|doktersafspraak|doktersbezoek|huisarts|arts|tandarts|ziekenhuis|fysio|fysiotherapeut|"
    "specialist|artsbezoek|tandartsafspraak|mondhygienist|orthodontist|oogarts|consultatiebureau|kaakchirurg|"
    "dermatoloog|verloskundige|gynaecoloog|cardioloog|bloedprikken|huisartsenpost|controle ziekenhuis|mri|"
    "scan ziekenhuis|tandheelkundige|kinesist|kine|dokters|tandartscontrole|echo|bedrijfsarts|keuring|psycholoog|"
    "therapeut|fysiotherapie",
    "trip": "dienstreis|zakenreis|op dienstreis|op zakenreis|beurs|vakbeurs|congres|klantbezoek|naar de klant|"
    "bij de klant|voor het werk naar|voor werk naar|zakelijk in|zakelijk naar|op werkbezoek|werkbezoek|conferentie|"
    "op missie|buitenlandse reis|voor het werk in|voor werk in|voor m n werk in|voor mijn werk in|business trip",
    "home": "thuiswerken|thuiswerk|thuiswerkdag|thuis werken|thuis aan het werk|werk thuis|werk ik thuis|"
    "werk vanuit huis|werk ik vanuit huis|vanuit huis werken|vanuit huis|wfh|home office|homeoffice|"
    "thuis te werken|telewerk|telewerken|telewerkdag|thuiswerkdagje|twd|hybride thuis|op afstand werken|"
    "thuiskantoor|vanuit mijn huis|thuis werk|blijf thuis werken|werk van thuis|van thuis uit|thuisblijven werken",
    "arrives": "pas om|ben er om|ben er pas|kom later|kom iets later|begin later|later binnen|begin pas|"
    "later starten|start later|start pas|begin pas om|ben pas|kom pas|kom wat later|later op kantoor|later aan|"
    "pas vanaf|ben er pas om",
    "arrives_around": "kom … pas|begin … pas|ben … pas|kom … later|begin … later",
    "leaves": "eerder weg|eerder naar huis|moet eerder weg|vroeger weg|stop eerder|ga eerder|stop om|stop al om|"
    "ga om|moet om|eerder stoppen|eerder weggaan|vroeger stoppen|vroeger vertrekken|vertrek om|klok uit|"
    "uitklokken|eerder vertrekken",
    "leaves_around": "ga … weg|moet … weg|ga … naar huis|stop … om",
    "reason": "begrafenis|uitvaart|crematie|verhuis|verhuis ik|ga verhuizen|afwezigheid aanvragen voor|"
    "aanvragen voor|aanvraag voor|ga op reis|reis af|overleden|condoleance|mijn huwelijk|ga trouwen|trouw ik|"
    "bruiloft|verhuizing|verhuizen",
    "closing": "terug op|weer terug op|ben er weer|weer terug|weer aan het werk|weer op kantoor|weer aan de slag|"
    "weer beschikbaar|weer aanwezig|weer op het werk|weer op de zaak|ben ik terug|ben terug|terug|ik er weer|weer er|"
    "weer beginnen|weer werken|ik weer|er pas weer|ben ik er pas weer|pas weer|hervat ik|hervat|ben ik weer|"
    "sta ik er weer|ga ik weer aan de slag|weer present|terug zijn|terugkomen|kom terug|kom ik terug|"
    "terug naar kantoor|terug aan het werk|weer naar het werk|weer gaan werken|kom terug op",
    "until:1": "tot en met|t m|tm|t/m|tem",
    "feast_day:0": "kerst|kerstmis",
    "feast_day:15": "eerste kerstdag|kerstdag",
    "feast_day:1": "kerstavond",
    "feast_day:2": "tweede kerstdag",
    "feast_day:3": "oud en nieuw|oudjaar|oudejaarsdag|oudejaarsavond|oudjaarsdag",
    "feast_day:4": "nieuwjaar|nieuwjaarsdag",
    "feast_day:5": "goede vrijdag",
    "feast_day:6": "pasen|eerste paasdag",
    "feast_day:7": "tweede paasdag|paasmaandag",
    "feast_day:8": "hemelvaart|hemelvaartsdag",
    "feast_day:9": "pinksteren",
    "feast_day:10": "tweede pinksterdag|pinkstermaandag",
    "feast_day:12": "koningsdag",
    "feast_day:13": "bevrijdingsdag",
    "unit:week before": "week voor|de week voor",
    "unit:week after": "week na|de week na|week erna|week daarna",
    "unit:day after": "dag na|de dag na|vrijdag na|dag erna|dag daarna|dag erop",
    "deny": "niet|niet op",
    "but": "maar|wel",
    "feast_day:11": "carnavalsmaandag|carnaval maandag",
    "feast_day:22": "carnavalsdinsdag|carnaval dinsdag",
    "subject": "ik|k|wij|we|ikzelf",
    "colleague": "collega|collegas|baas|manager|chef|leidinggevende|teamleider|directeur|team|stagiair|stagiaire|"
    "mevrouw|meneer|vrouw|vriendin|vriend|partner|moeder|vader|iedereen|iemand|niemand|hij|zij|ze|jullie|buurman|"
    "buurvrouw|bedrijf|firma",
    "child": "kind|kindje|kinderen|kids|zoon|zoontje|dochter|dochtertje|baby|peuter|kleuter|kleine|kleintje|"
    "dreumes|kleinste|oudste|jongste",
    "illness": "koorts|griep|buikgriep|waterpokken|oorontsteking|krentenbaard|hoofdluis|overgegeven|gekotst|"
    "misselijk|keelontsteking|longontsteking|migraine|hoofdpijn|buikpijn|keelpijn|rugpijn|hernia|corona|covid|"
    "verkouden|snotverkouden|diarree|voedselvergiftiging|blaasontsteking|hersenschudding|gebroken|spit|door mijn rug|"
    "beroerd|grieperig|hondsberoerd|kotsmisselijk|ziekjes|lig op bed|lig in bed|lig ziek|ziek op bed|voel me niet goed|"
    "voel me niet zo lekker|voel me ellendig|voel me rot|stem kwijt|ziek als een hond|5e ziekte|vijfde ziekte|roodvonk|"
    "krupp|oogontsteking|rug gegaan|verrekt|door m n rug|door de rug|enkel verzwikt|verstuikt|operatie|geopereerd|"
    "duizelig|overgeven|snipverkouden",
    "self_sick": "ik ben ziek|ben ziek|ik ben zelf ziek|ben zelf ziek|ik voel me|ikzelf ziek|meld me ziek|"
    "meld mij ziek",
    "from day:0": "vanaf nu|per direct|vanaf heden|met onmiddellijke ingang",
    "open_end": "voor langere tijd|langere tijd|voor onbepaalde tijd|onbepaalde tijd|tot nader order|voorlopig|"
    "tot nader bericht|een hele tijd",
    "unit:day before": "dag voor|de dag voor",
    "after": "na",
    "feast_day:25": "witte donderdag",
    "feast_day:26": "sacramentsdag",
    "feast_day:32": "sinterklaas|pakjesavond",
}
