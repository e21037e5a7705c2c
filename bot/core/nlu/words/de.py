"""German words about days, and how Germans ask for them.

Words as :func:`bot.core.nlu.lexicon.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "heute|heut|heit|hit|hut",
    "day:1": "morgen|morgn|morn|moagn",
    "day:2": "ubermorgen|uebermorgen",
    "day:-1": "gestern",
    "day:-2": "vorgestern",
    "day:0 am": "heute morgen|heute fruh|heute frueh|heute vormittag|heut morgen",
    "day:0 evening": "heute abend",
    "day:1 am": "morgen fruh|morgen frueh|morgen vormittag",
    "am": "vorm|vormittag|vormittags|fruh|frueh|morgens|am morgen|fruhmorgens|den vormittag",
    "pm": "nachm|nachmittag|nachmittags|am nachmittag|bis mittags arbeiten|bis mittag arbeiten|"
    "nur bis mittags arbeiten|arbeite bis mittag|arbeite nur bis mittag",
    "evening": "abend|abends|am abend",
    "noon": "mittag|mittags|am mittag|zum mittag",
    "until": "bis|bis zum|letzter tag|letzter urlaubstag|letzter urlaubstag ist|letzter tag ist|ende am|endet am|"
    "einschliesslich|spatestens",
    "from": "ab|v a|ab sofort|startend|startend am|ab dem|beginnend|ab kommendem|beginnend ab|angefangen|"
    "los gehts am|los geht s am|los geht es am|los gehts|erster tag|erster tag ist|erster urlaubstag|"
    "erster urlaubstag ist|beginnt am|beginn am|beginn|angefangen am|anfangs|start am|startet am|erster tag ware|"
    "erster urlaubstag ware|los ab",
    "since": "seit|seit dem",
    "of": "vom|von",
    "between": "zwischen",
    "and": "und|sowie|u",
    "or": "oder|bzw|beziehungsweise",
    "week:1": "nachste woche|nachster woche|nachsten woche|naechste woche|naechster woche|naechsten woche|"
    "kommende woche|kommender woche|kommenden woche",
    "week:0": "diese woche|dieser woche",
    "week:-1": "letzte woche|letzter woche|vorige woche|vergangene woche|letzten woche",
    "week:2": "ubernachste woche|uebernaechste woche|ubernachster woche|ubernachsten woche",
    "rest": "rest der woche|den rest der woche|rest dieser woche|restliche woche",
    "next": "nachst|nachste|nachster|nachsten|nachstes|nachstem|naechste|naechster|naechsten|naechstes|nachschte",
    "coming": "kommende|kommender|kommenden|kommendes|kommendem|dieser kommende",
    "this": "diese|dieser|diesen|dieses|diesem",
    "last": "letzte|letzten|letzter|vorige|vorigen|vergangene|vergangenen",
    "in": "in",
    "unit:day": "tag|tage|tagen|arbeitstag|arbeitstage|urlaubstage|urlaubstag|werktage|urlaubstagen",
    "unit:week": "wo|woche|wochen|wochige|kw|kalenderwoche|kalenderwochen",
    "unit:month": "monat|monate|monats",
    "unit:hour": "uhr|stunde|stunden|std",
    "weekend": "wochenende|wochenend",
    "half": "halben tag|halber tag|halbe tag|halbtags|halben|halber|halbtagig|halben urlaubstag|"
    "halber urlaubstag|halbtag|halben arbeitstag|halben tag urlaub",
    "half_hour": "halb",
    "whole": "ganz|ganze|ganzen|ganzer|gesamten|gesamte|komplett|kompletten",
    "whole unit:day": "ganztags|ganztagig|ganzen tag|ganzer tag",
    "numbers": "ein/eine/einen/einer/eines/einem/eins|zwei/zwo|drei|vier|funf/fuenf|sechs|sieben|acht|neun|zehn|"
    "elf|zwolf/zwoelf|dreizehn|vierzehn|funfzehn/fuenfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig|einundzwanzig|"
    "zweiundzwanzig|dreiundzwanzig|vierundzwanzig|funfundzwanzig/fuenfundzwanzig|sechsundzwanzig|siebenundzwanzig|"
    "achtundzwanzig|neunundzwanzig|dreissig|einunddreissig",
    "ordinals": "vierte/vierten|funfte/funften|sechste/sechsten|siebte/siebten|achte/achten|neunte/neunten|"
    "zehnte/zehnten|elfte/elften|zwolfte/zwolften|dreizehnte/dreizehnten|vierzehnte/vierzehnten|"
    "funfzehnte/funfzehnten|sechzehnte/sechzehnten|siebzehnte/siebzehnten|achtzehnte/achtzehnten|"
    "neunzehnte/neunzehnten|zwanzigste/zwanzigsten|einundzwanzigste/einundzwanzigsten|"
    "zweiundzwanzigste/zweiundzwanzigsten|dreiundzwanzigste/dreiundzwanzigsten|"
    "vierundzwanzigste/vierundzwanzigsten|funfundzwanzigste/funfundzwanzigsten|"
    "sechsundzwanzigste/sechsundzwanzigsten|siebenundzwanzigste/siebenundzwanzigsten|"
    "achtundzwanzigste/achtundzwanzigsten|neunundzwanzigste/neunundzwanzigsten|dreissigste/dreissigsten|"
    "einunddreissigste/einunddreissigsten",
    "first:1": "erste|ersten|erster",
    "first:2": "zweite|zweiten",
    "first:3": "dritte|dritten",
    "month:1": "janner|jaenner",
    "month:2": "feber",
    "month:3": "marz|maerz",
    "weekday:5": "sonnabend",
    "quarter_past": "viertel nach",
    "quarter_to": "viertel vor",
    "except": "ausser|ausgenommen|anstatt|statt|anstelle",
    "at": "um|gegen",
    "skip": "der|die|das|den|dem|am|im|zum|an|des|auf|fur|fuer|mir|gern|gerne|bitte|auch|noch|dann|zu|also",
    "no_day": "langes wochenende|verlangertes wochenende",
    "plain": "guten morgen|guten tag|guten abend|schonen tag|guten mittag|fuhl dich frei|ganze nacht|"
    "die ganze nacht|wie mit|wie besprochen|wie abgesprochen|wie vereinbart",
    "known": "hier|winter|sommer|weihnachten|arbeiten|jahren|mahlzeit|wieder|freund|freunde|frage|freude|"
    "schwester|mutter|vater|nacht|danke|gruss",
    "want": "mochte|moechte|will|wollte|wurde|wuerde|hatte gern|hatte gerne|hatte ich gern|hatte ich gerne|brauche|"
    "brauch|beantragen|beantrage|nehmen|nehme|eintragen|trag|trage|buchen|buche|bitte|kann|konnte|koennte|darf|haben|"
    "kriegen|krankmelden|melde|gern|gerne|einreichen|mocht|wurde gern|trag ein|trage ein|nehm|konnte ich|kann ich|"
    "darf ich|chont i|chan i|wott|mecht|moecht|muss zum|muss zur|mussen zum|wurd gern|wurd gerne|war super|ware super|"
    "war toll|ware toll|war schon",
    "me": "ich|mir|mich|wir|uns|ick|i",
    "my": "mein|meinen|meine|unser|unsere",
    "may": "moglich|moeglich|ok wenn|okay wenn|in ordnung wenn",
    "others": "will|nimmt|kommt|braucht|hatte|wurde|ist|hat|arbeitet|macht|geht|war|bleibt|meldet|fehlt|muss|"
    "kann|sind|haben|rief|kriegt|bekommt|mochte|wird|liegt|sitzt",
    "feast": "weihnachten|heiligabend|ostern|pfingsten|himmelfahrt|silvester|neujahr",
    "every": "jeden|jede|jeder|alle",
    "ask": "wer|wann|wie|wieviel|wieviele|was|wo|warum|welche|welcher|wessen|bis wann|ab wann",
    "he": "ist|hat|sind|steht|geht|war|is|kann|darf|wird|haben",
    "you": "habe ich|bin ich|hab ich|bist du|hast du|sind sie|haben sie|seid ihr|habt ihr|gehst du|darf man|"
    "kann man|muss man",
    "cancel": "verschieben|verschiebe|umbuchen|verlegen|storniere|stornieren|storno|zuruckziehen|zurueckziehen|"
    "zuruckgezogen|absagen|loschen|loesche|streichen|absage|stornierung|fallt aus|brauche ich nicht mehr|"
    "brauch ich nicht mehr|brauche nicht mehr|hat sich erledigt|vergiss|nimm raus|wieder raus|doch nicht|ruckgangig",
    "not": "nicht|kein|keinen|keine|nie",
    "wish": "schonen|schones|schone|schoenen|schoenes|gute|guten|erholsamen|tollen|viel spass im|freu mich auf",
    "was": "war|gewesen|hatte|hatten|gehabt|waren",
    "back": "aus dem urlaub zuruck|zuruck aus dem|wieder aus dem|wieder zuruck aus|aus dem",
    "saldo": "genehmigt|genehmigung|saldo|resturlaub|urlaubsgeld|urlaubskonto|urlaubsanspruch|status|"
    "urlaubsantrags|genehmige|genehmigst|ausbezahlt|ausgezahlt|auszahlen|musste man haben|halber arbeitstag|arbeitstag|"
    "verfallt|verfallen|ubertragen|restliche urlaubstage|tarifvertrag|urlaubstage ubrig|tage ubrig",
    "away": "fruher gehen|eher gehen|fruher weg|abwesend|abwesenheit|weg|nicht da|nicht im buro|nicht im buero|"
    "nicht arbeiten|nicht anwesend|fehle|fehlen|nicht kommen|komme nicht|komme ich nicht|arbeite nicht|"
    "arbeite ich nicht|nicht verfugbar|nicht im haus|ausser haus|falle aus|fall aus|falle ich aus|fall ich aus|"
    "verhindert|nicht dabei|ausfallen|abwesenheitstag|bin raus|nicht im einsatz|ausser gefecht|muss absagen|"
    "nicht erscheinen|nicht zur arbeit|komm nicht|komm nich|komm heut nich|komm heute nicht|wird das nix|"
    "wird das nichts|nicht arbeitsfahig|bin weg|fallt ihr ohne mich|ohne mich|zahlt nicht auf mich|"
    "nicht mit mir rechnen|falle leider aus|fall ich leider aus",
    "away_around": "arbeite … nicht|kann … nicht|bin … nicht|komme … nicht|fall ... aus|falle ... aus|"
    "komm ... nicht|komm ... nich|bin ... raus|bin ... weg|kann ... nich",
    "vac": "langes wochenende|verlangertes wochenende|bruckentag|bruckentage|urlaubstg|frei|urlaub|urlaubstag|"
    "urlaubstage|freinehmen|freigenommen|frei nehmen|freien tag|freier tag|ferien|erholungsurlaub|im urlaub|"
    "jahresurlaub|freihaben|freitage|resturlaubstag|ferientag|ferientage|ferie|fenstertag|fenstertage|feria|"
    "freie tage|frei haben|auf malle|nach malle|kurzurlaub|resturlaub nehmen",
    "sick": "krank|krankmelden|krankgeschrieben|krank geschrieben|krankmeldung|au|arbeitsunfahig|krankheit|"
    "erkaltet|mir gehts nicht gut|mir geht s nicht gut|mir geht es nicht gut|nicht fit|fieber|kranktag|"
    "krank gemeldet|arbeitsunfahigkeit|krankschreibung",
    "unpaid": "unbezahlt|unbezahlter|unbezahlten|unbezahlter urlaub|unbezahlten urlaub|unbezahlt frei|"
    "unbezahlte freistellung|unbezahlte|unbezahlte freizeit|unbezahlte tage|unbezahlten tag|ohne bezahlung|"
    "ohne lohn|ohne gehalt|unbezahlt freinehmen",
    "parental": "elternzeit|mutterschutz|vaterschaftsurlaub|mutterschaftsurlaub|elternurlaub|papamonat|"
    "elternkarenz|karenz|vaterkarenz|vatermonat|babypause|elterngeld|elternmonat|elternmonate",
    "special": "sonderurlaub|zugeltag|hochzeitsurlaub|trauerfall|sonderurlaubstag|sonderfrei|heiratsurlaub|"
    "todesfall|beerdigungstag",
    "care": "kind krank|kindkrank|krankes kind|kind ist krank|kinderkrank|kinderkrankentag|sohn ist krank|"
    "tochter ist krank|pflegetag|pflege|pflegezeit|kranken kind|sohn krank|tochter krank|kind krank tag|kindkrank tag|"
    "krankes kind zuhause|pflegefreistellung|kinderkrankengeld|betreuung|angehorige pflegen|kindkranktag|krankem kind|"
    "kinder krank|kita zu|kita geschlossen|tagesmutter krank|kinderkrankentage|kind krank tage",
    "over": "uberstunden|ueberstunden|uberstundenabbau|mehrstunden|zeitausgleich|freizeitausgleich|"
    "uberstundenfrei|za|gleittag|gleitzeittag|gleitzeit|uberstunden abbauen|stunden abbauen|plusstunden|"
    "uberstundentag|freizeit ausgleich|zeitguthaben|minusstunden|kompensation|kompensieren|uberzeit|"
    "gleitzeitabbau|stundenabbau",
    "doctor": "arzt|arzttermin|zahnarzt|zahnarzttermin|hausarzt|facharzt|krankenhaus|physio|physiotherapie|"
    "arztbesuch|arztin|orthopade|frauenarzt|augenarzt|facharzttermin|hautarzt|frauenarztin|zahnarztin|kinderarzt|"
    "orthopaden|mrt|blutabnahme|vorsorge|impfung|impftermin|kieferorthopade|doktor|dr termin|kontrolltermin|"
    "logopadie|therapie|psychotherapie|urologe|kardiologe|hno|rontgen|blutspende|u untersuchung",
    "trip": "dienstreise|geschaftsreise|geschaeftsreise|auf dienstreise|auf geschaftsreise|messe|auf messe|"
    "dienstlich|beim kunden|zum kunden|kundentermin|kundenbesuch|geschaftlich|kongress|konferenz|fachtagung|tagung|"
    "montage|auf montage|schulung in|aussendienst|vor ort beim|business trip|businesstrip",
    "home": "homeoffice|home office|ho|von zuhause|von zu hause|von daheim|mobiles arbeiten|mobil arbeiten|wfh|"
    "mobilarbeit|telearbeit|remote|h o|mobil|remote arbeiten|daheim arbeiten|arbeite daheim|zu hause arbeiten|"
    "zuhause arbeiten|heimarbeit|im ho|homeofficetag|home office tag|mobile arbeit|teleworking",
    "arrives": "erst um|erst gegen|komme spater|fange spater an|spater ins buro|komme erst|bin erst um|erst ab|"
    "komm erst|komm spater|fang spater an|starte spater|beginne spater|erst zum mittag|bin erst ab",
    "arrives_around": "komme … erst|komme … spater|fange … erst an|bin … erst um|erst ... kommen|komme ... erst|"
    "komm ... erst|fang ... erst|fange ... erst|bin ... erst|komme ... spater|komm ... spater|starte ... erst|"
    "beginne ... erst",
    "leaves": "mache fruher schluss|muss fruher los|fruher los|fruher feierabend|gehe fruher|geh fruher|"
    "fruher schluss|muss fruher weg|muss um|gehe um|geh um|feierabend um|bin nur bis|arbeite nur bis|eher weg|"
    "eher schluss|fruher heim|eher heim",
    "leaves_around": "gehe … um|muss … weg|gehe … fruher|muss … los|mache … schluss|gehe ... schon|geh ... schon|"
    "muss ... weg|muss ... los|mach ... schluss|mache ... schluss|bin ... nur bis|gehe ... fruher|geh ... fruher",
    "reason": "beerdigung|trauerfeier|beisetzung|umzug am|ziehe ich um|ziehe um|ziehen wir um|antrag fur|"
    "verreise|verreise ich|ich verreise|hochzeit|heirate|ich heirate|verstorben|gestorben|trauerfall|zugle|"
    "zugeln|umzug|umziehen|ziehen um",
    "reason_around": "ziehe … um",
    "closing": "wieder da|wieder zuruck|zuruck am|wieder im buro|wieder im dienst|bin zuruck|bin ich zuruck|"
    "wieder bei der arbeit|wieder verfugbar|zuruck|wieder an bord|wieder anwesend|wieder arbeiten|"
    "wieder an zu arbeiten|fange wieder an|fang wieder an|wieder ins buro|wieder zur arbeit|komme wieder|"
    "komm wieder|bin wieder|bin ich wieder|wieder am start|wieder am platz|wieder einsatzbereit|"
    "arbeite ich wieder|arbeite wieder|steige ich wieder ein|steige wieder ein|retour|wieder erreichbar|"
    "zuruck im buro|ruckkehr|ruckkehr am|zuruck bin ich|ab dann wieder",
    "until:1": "bis einschliesslich|bis inklusive|bis inkl|bis und mit|bis einschl|bis einschliesslich zum|"
    "bis inkl zum",
    "feast_day:0": "weihnachten",
    "feast_day:15": "erster weihnachtstag|weihnachtstag",
    "feast_day:1": "heiligabend|heilig abend|heiliger abend",
    "feast_day:2": "zweiter weihnachtstag",
    "feast_day:3": "silvester",
    "feast_day:4": "neujahr|neujahrstag",
    "feast_day:5": "karfreitag",
    "feast_day:6": "ostern",
    "feast_day:7": "ostermontag",
    "feast_day:8": "himmelfahrt|christi himmelfahrt",
    "feast_day:9": "pfingsten",
    "feast_day:10": "pfingstmontag",
    "feast_day:11": "rosenmontag",
    "feast_day:20": "zwischen den jahren",
    "feast_day:14": "tag der arbeit",
    "unit:week before": "woche vor",
    "unit:week after": "woche nach|woche danach|woche darauf|woche drauf|die woche drauf",
    "unit:day after": "tag nach|bruckentag nach",
    "deny": "nicht",
    "but": "sondern",
    "feast_day:24": "heilige drei konige|dreikonig|dreikonigstag",
    "feast_day:22": "faschingsdienstag|fastnachtsdienstag|karnevalsdienstag|veilchendienstag",
    "subject": "ich|wir|i|ick|isch|mia|mir ham",
    "colleague": "kollege|kollegin|kollegen|kolleg|chef|chefin|boss|teamleiter|teamleiterin|leiter|leiterin|"
    "vorgesetzter|vorgesetzte|herr|frau|mann|freundin|freund|partner|partnerin|mutter|vater|team|azubi|praktikant|"
    "praktikantin|er|sie|jemand|niemand|alle|ihr|firma|unternehmen",
    "child": "kind|kinder|kids|sohn|tochter|baby|kleine|kleiner|kleinen|junge|jungste|jungster|grosse|zwerg|maus|"
    "sohnemann|bub|tochterchen",
    "illness": "fieber|grippe|migrane|magen darm|magendarm|durchfall|erbrochen|gekotzt|ubergeben|kotze|ubel|"
    "schwindelig|erkaltung|erkaltet|halsweh|halsschmerzen|kopfschmerzen|kopfweh|bauchweh|ruckenschmerzen|hexenschuss|"
    "bronchitis|scharlach|windpocken|mittelohrentzundung|hand fuss mund|corona|covid|norovirus|lebensmittelvergiftung|"
    "bandscheibenvorfall|mandelentzundung|bindehautentzundung|blasenentzundung|liege flach|lieg flach|liege im bett|"
    "lieg im bett|fuhle mich nicht gut|fuhl mich nicht|fuhle mich schlecht|fuhl mich schlecht|geht mir nicht gut|"
    "gehts mir nicht gut|geht s mir nicht gut|gehts nicht gut|geht es mir nicht gut|geht mir schlecht|"
    "gehts mir schlecht|mir gehts schlecht|mies|mir gehts dreckig|dreckig|kotzelend|hundeelend|stimme weg|keine stimme|"
    "angeschlagen|grippal|grippaler infekt|infekt|verschnupft|kreislauf|verletzt|gebrochen|verrenkt|bandscheibe|"
    "schuttelfrost|grippe erwischt|flachgelegt|aus dem verkehr gezogen|im bett|schwindlig|operiert|operation|"
    "verstaucht|umgeknickt|bettruhe|leg mich hin|krankgeschrieben|krank geschrieben",
    "self_sick": "ich bin krank|bin krank|bin selbst krank|ich selbst krank|melde mich krank|ich krank",
    "from day:0": "ab sofort|ab jetzt|von jetzt an",
    "weekday:4": "friitig|freitags",
    "weekday:0": "mandig|montags",
    "weekday:1": "zischtig|dienschtig",
    "weekday:2": "mittwuch|mittwuchs",
    "weekday:3": "dunnschtig|donnschtig",
    "open_end": "auf unbestimmte zeit|unbestimmte zeit|bis auf weiteres|langere zeit|fur langere zeit|"
    "langer ausfallen|vorerst|dauerhaft",
    "after": "nach",
    "before": "vor",
    "unit:day before": "tag vor",
    "feast_day:25": "grundonnerstag",
    "feast_day:26": "fronleichnam",
    "feast_day:31": "tag der deutschen einheit",
    "feast_day:34": "reformationstag",
    "feast_day:30": "allerheiligen",
}
