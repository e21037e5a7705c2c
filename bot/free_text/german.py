"""German words about days, and how Germans ask for them.

Rule: words as :func:`bot.free_text.words.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "heute|heut",
    "day:1": "morgen",
    "day:2": "ubermorgen|uebermorgen",
    "day:-1": "gestern",
    "day:-2": "vorgestern",
    "day:0 am": "heute morgen|heute fruh|heute frueh|heute vormittag|heut morgen",
    "day:0 evening": "heute abend",
    "day:1 am": "morgen fruh|morgen frueh|morgen vormittag",
    "am": "vormittag|vormittags|fruh|frueh|morgens|am morgen|fruhmorgens|den vormittag",
    "pm": "nachmittag|nachmittags|am nachmittag",
    "evening": "abend|abends|am abend",
    "noon": "mittag|mittags",
    "until": "bis|bis zum|bis einschliesslich|bis inklusive|bis inkl|bis und mit|bis einschl",
    "from": "ab|ab dem|beginnend|ab kommendem|beginnend ab|angefangen",
    "since": "seit|seit dem",
    "of": "vom|von",
    "between": "zwischen",
    "and": "und|sowie|u",
    "or": "oder|bzw|beziehungsweise",
    "week:1": "nachste woche|nachster woche|nachsten woche|naechste woche|naechster woche|naechsten woche|"
    "kommende woche|kommender woche|kommenden woche|die woche drauf",
    "week:0": "diese woche|dieser woche",
    "week:-1": "letzte woche|letzter woche|vorige woche|vergangene woche|letzten woche",
    "week:2": "ubernachste woche|uebernaechste woche|ubernachster woche|ubernachsten woche",
    "rest": "rest der woche|den rest der woche|rest dieser woche|restliche woche",
    "next": "nachste|nachster|nachsten|nachstes|nachstem|naechste|naechster|naechsten|naechstes",
    "coming": "kommende|kommender|kommenden|kommendes|kommendem|dieser kommende",
    "this": "diese|dieser|diesen|dieses|diesem",
    "last": "letzte|letzten|letzter|vorige|vorigen|vergangene|vergangenen",
    "in": "in",
    "unit:day": "tag|tage|tagen|arbeitstag|arbeitstage",
    "unit:week": "woche|wochen|kw|kalenderwoche|kalenderwochen",
    "unit:month": "monat|monate|monats",
    "unit:hour": "uhr|stunde|stunden|std",
    "weekend": "wochenende|wochenend",
    "half": "halben tag|halber tag|halbe tag|halbtags|halben|halber|halbtagig|halben urlaubstag|halber urlaubstag|"
    "halbtag|halben arbeitstag",
    "half_hour": "halb",
    "whole": "ganz|ganze|ganzen|ganzer|gesamten|gesamte|komplett|kompletten",
    "whole unit:day": "ganztags|ganztagig|ganzen tag|ganzer tag",
    "number:1": "ein|eine|einen|einer|eines|einem|eins",
    "number:2": "zwei",
    "number:3": "drei",
    "number:4": "vier",
    "number:5": "funf|fuenf",
    "number:6": "sechs",
    "number:7": "sieben",
    "number:8": "acht",
    "number:9": "neun",
    "number:10": "zehn",
    "number:11": "elf",
    "number:12": "zwolf|zwoelf",
    "number:14": "vierzehn",
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
    "plain": "guten morgen|guten tag|guten abend|schonen tag|guten mittag|zwischen den jahren|fuhl dich frei",
    "known": "hier|winter|sommer|weihnachten|arbeiten|jahren|mahlzeit|wieder|freund|freunde|frage|freude|schwester|"
    "mutter|vater|nacht|danke|gruss",
    "want": "mochte|moechte|will|wollte|wurde|wuerde|hatte gern|hatte gerne|hatte ich gern|hatte ich gerne|brauche|"
    "brauch|beantragen|beantrage|nehmen|nehme|eintragen|trag|trage|buchen|buche|bitte|kann|konnte|koennte|darf|haben|"
    "kriegen|krankmelden|melde|gern|gerne|einreichen",
    "me": "ich|mir|mich|wir|uns",
    "my": "mein|meinen|meine|unser|unsere",
    "may": "moglich|moeglich|ok wenn|okay wenn|in ordnung wenn",
    "others": "will|nimmt|kommt|braucht|hatte|wurde",
    "feast": "weihnachten|heiligabend|ostern|pfingsten|himmelfahrt|silvester|neujahr",
    "every": "jeden|jede|jeder|alle",
    "ask": "wer|wann|wie|wieviel|wieviele|was|wo|warum|welche|welcher|wessen",
    "he": "ist|hat|sind|steht|geht|war",
    "you": "habe ich|bin ich|hab ich|bist du|hast du|sind sie|haben sie|seid ihr|habt ihr|gehst du",
    "cancel": "verschieben|verschiebe|umbuchen|verlegen|storniere|stornieren|storno|zuruckziehen|zurueckziehen|"
    "zuruckgezogen|absagen|loschen|loesche|streichen|absage|stornierung",
    "not": "nicht|kein|keinen|keine|nie",
    "wish": "schonen|schones|schone|schoenen|schoenes|gute|guten|erholsamen|tollen|viel spass im",
    "was": "war|gewesen|hatte|hatten|gehabt|waren",
    "back": "aus dem urlaub zuruck|zuruck aus dem|wieder aus dem|wieder zuruck aus|aus dem",
    "saldo": "genehmigt|genehmigung|saldo|resturlaub|urlaubsgeld|urlaubskonto|urlaubsanspruch|status|urlaubsantrags",
    "away": "fruher gehen|eher gehen|fruher weg|abwesend|abwesenheit|weg|nicht da|nicht im buro|nicht im buero|"
    "nicht arbeiten|nicht anwesend|fehle|fehlen|nicht kommen|komme nicht|komme ich nicht|arbeite nicht|"
    "arbeite ich nicht|nicht verfugbar|nicht im haus|ausser haus",
    "away_around": "arbeite … nicht|kann … nicht|bin … nicht|komme … nicht",
    "vac": "frei|urlaub|urlaubstag|urlaubstage|freinehmen|freigenommen|frei nehmen|freien tag|freier tag|ferien|"
    "erholungsurlaub|im urlaub|jahresurlaub|freihaben|freitage|resturlaubstag",
    "sick": "krank|krankmelden|krankgeschrieben|krank geschrieben|krankmeldung|au|arbeitsunfahig|krankheit|erkaltet|"
    "mir gehts nicht gut|mir geht s nicht gut|mir geht es nicht gut|nicht fit|fieber|kranktag|krank gemeldet|"
    "arbeitsunfahigkeit|krankschreibung",
    "unpaid": "unbezahlt|unbezahlter|unbezahlten|unbezahlter urlaub|unbezahlten urlaub|unbezahlt frei|"
    "unbezahlte freistellung|unbezahlte",
    "parental": "elternzeit|mutterschutz|vaterschaftsurlaub|mutterschaftsurlaub|elternurlaub",
    "special": "sonderurlaub",
    "care": "kind krank|kindkrank|krankes kind|kind ist krank|kinderkrank|kinderkrankentag|sohn ist krank|"
    "tochter ist krank|pflege|pflegezeit|kranken kind|sohn krank|tochter krank",
    "over": "uberstunden|ueberstunden|uberstundenabbau|mehrstunden|zeitausgleich|freizeitausgleich|uberstundenfrei",
    "doctor": "arzt|arzttermin|zahnarzt|zahnarzttermin|hausarzt|facharzt|krankenhaus|physio|physiotherapie|arztbesuch|"
    "arztin|orthopade|frauenarzt|augenarzt|facharzttermin",
    "trip": "dienstreise|geschaftsreise|geschaeftsreise|auf dienstreise|auf geschaftsreise",
    "home": "homeoffice|home office|ho|von zuhause|von zu hause|von daheim|mobiles arbeiten|mobil arbeiten|wfh|"
    "mobilarbeit|telearbeit|remote",
}
