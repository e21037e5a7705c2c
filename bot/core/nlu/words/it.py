"""Italian words about days, and how people ask for them.

Words as :func:`bot.core.nlu.lexicon.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "oggi",
    "day:1": "domani",
    "day:2": "dopodomani",
    "day:-1": "ieri",
    "day:-2": "l altro ieri",
    "day:0 am": "stamattina|stamani|questa mattina",
    "day:0 pm": "oggi pomeriggio|questo pomeriggio",
    "day:0 evening": "stasera",
    "day:1 am": "domani mattina|domattina",
    "am": "mattina|mattino|di mattina|la mattina|al mattino|mattinata|in mattinata",
    "pm": "pomeriggio|nel pomeriggio|di pomeriggio|al pomeriggio|il pomeriggio|dopo pranzo|pom|di pom",
    "evening": "sera|di sera",
    "noon": "mezzogiorno|ora di pranzo|pranzo",
    "to": "al|all|a|ai|alla",
    "until": "fino a|fino al|fino alle|sino al|fino all|ultimo giorno|ultimo giorno di ferie|fino alla|fine il|"
    "fine|termine il|entro|sino a|compreso il|finendo il",
    "until:1": "fino al giorno|incluso fino al",
    "from": "dal|dall|dalle|a partire da|a partire dal|da|primo giorno|primo giorno di ferie|a partire dall|"
    "a decorrere dal|inizio il|inizio|iniziando il|cominciando il|con inizio il|con decorrenza dal|partendo dal",
    "since": "da ieri",
    "of": "di|del|della|dell|d",
    "between": "tra|fra",
    "and": "e|ed",
    "or": "o|oppure",
    "week:1": "prossima settimana|settimana prossima|settimana che viene|settimana successiva",
    "week:0": "questa settimana",
    "week:-1": "scorsa settimana|settimana scorsa",
    "rest": "resto della settimana",
    "next": "prossimo|prossima",
    "coming": "che viene",
    "this": "questo|questa",
    "last": "scorso|scorsa|ultimo|ultima",
    "in": "tra|in|fra",
    "unit:day": "giorno|giorni|giornata|giorni lavorativi|gg|giorni di ferie",
    "unit:week": "settimana|settimane",
    "unit:month": "mese|mesi",
    "unit:hour": "ora|ore",
    "weekend": "fine settimana|weekend|week end",
    "half": "mezza giornata|mezzo giorno",
    "half_hour": "mezz ora",
    "whole": "tutto|tutta|intero|intera",
    "whole unit:day": "tutto il giorno|giornata intera|tutta la giornata",
    "numbers": "un/uno/una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|"
    "quindici|sedici|diciassette|diciotto|diciannove|venti|ventuno|ventidue|ventitre|ventiquattro|venticinque|"
    "ventisei|ventisette|ventotto|ventinove|trenta|trentuno",
    "first:1": "primo|prima|prime|primi",
    "first:2": "secondo|seconda",
    "first:3": "terzo|terza",
    "and_quarter": "e un quarto",
    "except": "eccetto|tranne|invece di",
    "at": "verso le|verso",
    "skip": "il|lo|la|i|gli|le|l|per|nel|nella|anche|mio|mia|sul",
    "feast_day:0": "natale",
    "feast_day:1": "vigilia di natale|vigilia",
    "feast_day:2": "santo stefano",
    "feast_day:3": "capodanno|san silvestro",
    "feast_day:4": "anno nuovo",
    "feast_day:6": "pasqua",
    "feast_day:7": "pasquetta|lunedi dell angelo",
    "feast_day:14": "primo maggio",
    "unit:week before": "settimana prima di",
    "unit:week after": "settimana dopo",
    "unit:day after": "giorno dopo",
    "deny": "non",
    "but": "ma|bensi",
    "closing": "rientro il|torno il|di ritorno il|rientro|torno|di nuovo in ufficio|torno al lavoro|"
    "torno in ufficio|rientro in ufficio|rientro al lavoro|rientrero|rientrero il|tornero|tornero il|sono di nuovo|"
    "di nuovo operativo|di nuovo operativa|ci rivediamo|ci rivediamo in ufficio|ci vediamo|riprendo|riprendo il lavoro|"
    "riprendo il|ripresa|al rientro|rientro previsto|sono di ritorno|ritorno|ricomincio|sono di nuovo in ufficio|"
    "di nuovo al lavoro|mi rivedete|poi rientro il",
    "plain": "buon giorno|buongiorno|buona sera|buona giornata|buon fine settimana|di niente|tutta la notte|"
    "tutta notte",
    "known": "grazie|favore|ciao|lavoro|lavorare|inverno|estate|ufficio|squadra|essere",
    "want": "vorrei|voglio|chiedo|chiedere|richiedere|richiedo|prendere|prendo|prenotare|per favore|posso|potrei|"
    "mi serve|ho bisogno|avere|chiederei|volevo chiedere|volevo|avrei bisogno|mi servirebbe|mi servono|segnami|segnare|"
    "mettimi|inserire|inserisci|prenotami|prendermi|mi prendo|mi prenderei|faccio|si puo|sarebbe possibile|potete|puoi|"
    "usufruire|fruire|richiesta|richiesta di|domando|metto|devo registrare|registrare|devo andare|devo prendere|"
    "mi servirebbero|mi serviranno|dovrei",
    "me": "io|mi|mia|mio|noi|vorrei|voglio|sono|posso|saro|ho",
    "my": "mio|mia|miei|mie|nostro",
    "may": "possibile|se possibile",
    "others": "vuole|prende|e|ha|sta|non c e|non viene|viene|va|lavora|resta|rientra|torna|era|aveva|chiede|si|"
    "hanno|sono|fa",
    "feast": "natale|pasqua|ferragosto",
    "every": "ogni|tutti i",
    "ask": "chi|quando|quanti|quante|come|cosa|che cosa|dove|perche|quale|fino a quando|entro quando",
    "he": "sta|sono in|ha|hanno|e il|e la|e in|e a casa|e malato|e malata",
    "you": "sei|hai|siete|avete",
    "cancel": "annullare|annulla|ritirare|ritira|cancellare|cancella|disdire|togli|ritiro|non mi serve piu|"
    "non serve piu|lascia perdere|lascia stare|dimentica|dimenticate|alla fine vengo|non ho piu bisogno|"
    "ho cambiato idea|toglimi|elimina",
    "not": "non|nessun|mai",
    "wish": "buon|buona|buone|buoni|felice|non vedo l ora di",
    "was": "ero|stavo|sono stato|sono stata|avevo",
    "back": "tornato da|tornata da|rientrato da",
    "saldo": "saldo|approvato|approvata|mi restano|residui|approvo|per me ok|pagate|pagato|pagati|retribuiti|"
    "maturate|maturati|mi spettano|rimaste|quante ore|busta paga|rifiutato|rifiutata|scadono|contratto prevede|ccnl",
    "away": "assente|assenza|non ci sono|non ci saro|non posso venire|non vengo|non verro|non lavoro|non lavorero|"
    "fuori ufficio|non disponibile|non sono in ufficio|mi assento|mi assentero|saro assente|non potro venire|"
    "non potro esserci|non saro|non riesco a venire|non riesco a lavorare|niente lavoro|mi tocca saltare|salto|"
    "devo assentarmi|assentarmi|devo mancare|manchero|manco|nn vengo|nn ci sono|non passo|non sono disponibile|"
    "un assenza|fuori sede|non saro disponibile|non contate su di me|non vengo al lavoro|non posso esserci|"
    "non faccio in tempo|non riesco a esserci|non riesco ad esserci|non contare su di me|non saro in ufficio|"
    "non ce la faccio a venire",
    "away_around": "non … ci sono|non posso … venire|non ... vengo|non ... sono|non ... riesco|non ... lavoro|"
    "oggi non ... vengo|non ... ci saro",
    "arrives": "arrivo alle|arrivo piu tardi|entro alle|arrivo verso|arrivero alle|arrivero verso|arrivo dopo|"
    "arrivo tardi|faccio tardi|entro piu tardi|inizio alle|inizio piu tardi|attacco alle|comincio alle|"
    "arrivero piu tardi|faro tardi|in ritardo|entrero alle|non arrivo prima|arrivo verso le",
    "arrives_around": "arrivo … alle|arrivo ... alle|arrivero ... alle|entro ... alle|inizio ... alle|"
    "comincio ... alle|arrivo ... verso",
    "leaves": "esco alle|esco prima|vado via|vado via alle|vado via prima|stacco alle|stacco prima|scappo alle|"
    "finisco alle|finisco prima|me ne vado alle|devo uscire alle|devo uscire prima|usciro alle|usciro prima|"
    "devo andare via alle|smonto alle|devo scappare alle|esco verso",
    "leaves_around": "esco … alle|vado via … alle|esco ... alle|vado via ... alle|stacco ... alle|"
    "finisco ... alle|scappo ... alle|devo uscire ... alle|usciro ... alle",
    "reason": "funerale|trasloco|richiesta per|e mancato|e mancata|e venuto a mancare|e morto|e morta|funerali|"
    "matrimonio|traslocare|trasferisco",
    "vac": "ferie|vacanza|vacanze|libero|libera|giorno libero|giorni liberi|giorno di ferie|giorno di permesso|"
    "ponte|fare il ponte|ferie pagate|giorno di vacanza|giorni di ferie|giornata di ferie|giornata libera|"
    "settimana di ferie|staccare|giorno off|mi prendo libero|mezza giornata di ferie",
    "sick": "malato|malata|malattia|in malattia|febbre|influenza|influenzato|non sto bene|non mi sento bene",
    "unpaid": "non retribuito|non retribuita|permesso non retribuito|ferie non retribuite|aspettativa|non pagato|"
    "non pagata|non pagati|senza stipendio|non retribuiti|permesso non pagato|giorno non retribuito|"
    "aspettativa non retribuita|senza paga|giorno non pagato",
    "parental": "congedo parentale|maternita|paternita|congedo di maternita|congedo di paternita|congedo papa|"
    "congedo mamma|allattamento|permesso allattamento|congedo obbligatorio|paternita obbligatoria",
    "special": "permesso speciale|congedo straordinario|permesso per lutto|permesso lutto|lutto|"
    "congedo matrimoniale|matrimonio mio|mi sposo|permesso studio|permesso donazione|donazione sangue|"
    "permesso elettorale|permesso per lutto familiare|licenza matrimoniale",
    "care": "figlio malato|figlia malata|bambino malato|assistenza familiare|permesso 104|mio figlio e malato|"
    "mia figlia e malata|malattia figlio|malattia del figlio|malattia bambino|congedo per malattia del figlio|104|"
    "legge 104|permesso legge 104|assistere|assistenza a mia|assistenza a mio|assistere mia|assistere mio|accudire|"
    "tata malata|asilo chiuso|badare a|stare con lei|stare con lui|asilo non la prende|asilo non lo prende|"
    "stare a casa con lei|stare a casa con lui|figlio e malato|figlia e malata|bimbo e malato|bimba e malata",
    "over": "straordinari|ore di straordinario|recupero ore|banca ore|straordinario|ore di recupero|recupero|"
    "recuperare ore|recuperare le ore|recupero straordinari|flessibilita|banca delle ore|riposo compensativo|"
    "ore in piu|recupero delle ore|smaltire ore",
    "doctor": "medico|dottore|dentista|visita medica|fisioterapia|ospedale|specialista|dottoressa|oculista|"
    "dermatologo|ginecologo|ginecologa|pediatra|esami del sangue|analisi|analisi del sangue|visita specialistica|"
    "visita|vaccino|risonanza|radiografia|ecografia|ortopedico|cardiologo|fisioterapista|fisio|psicologo|"
    "psicologa|logopedista|prelievo|igiene dentale|ortodontista|ambulatorio|asl|tac|urologo|osteopata|"
    "controllo medico|visita oculistica|gastroscopia",
    "trip": "trasferta|viaggio di lavoro|viaggio d affari|in trasferta|missione|in missione|fiera|dal cliente|"
    "da un cliente|presso il cliente|visita cliente|per conto dell ufficio|per lavoro a|viaggio per lavoro|congresso|"
    "convegno|viaggio aziendale|per lavoro vado|business trip",
    "home": "smart working|smartworking|telelavoro|lavoro da casa|da casa|lavorare da casa|da remoto|smart|"
    "in smart|sw|lavoro agile|agile|lavorero da casa|in remoto|lavoro a distanza|home office|lavoro da remoto|"
    "a casa in smart",
    "subject": "io|vorrei|voglio|posso|saro|ho|sono|devo|chiedo|prendo|noi|mi|vado|vengo|verro|lavoro|esco|arrivo|"
    "sto|faccio|richiedo|potrei|avrei|sarei|andrei|prenderei|farei|starei|dovrei",
    "colleague": "collega|colleghi|capo|responsabile|direttore|direttrice|team|signor|signora|dott|dottor|marito|"
    "moglie|compagno|compagna|fidanzata|fidanzato|madre|padre|stagista|lui|lei|loro|qualcuno|nessuno|tutti|azienda|"
    "ditta",
    "child": "figlio|figlia|figli|bambino|bambina|bimbo|bimba|bimbi|bambini|piccolo|piccola|neonato|pupo|"
    "figlioletto|ragazzino",
    "illness": "febbre|febre|influenza|virus intestinale|virus|gastroenterite|mal di testa|mal di gola|"
    "mal di pancia|mal di schiena|emicrania|vomito|vomitato|nausea|raffreddore|raffreddato|raffreddata|covid|"
    "tonsillite|otite|varicella|scarlattina|bronchite|colpo della strega|k o|ko|a letto|non sto bene|sto male|"
    "sto malissimo|mi sento male|non mi sento bene|non sto bn|indisposto|indisposta|slogata|frattura|intossicazione|"
    "senza voce|dissenteria|sciatica|torcicollo|bloccato il collo|bloccata la schiena|distorsione|polmonite|"
    "congiuntivite|pidocchi|cervicale|certificato medico|in mutua|mutua|messo in malattia|messa in malattia|a riposo|"
    "riposo|salita la febbre|ho 39|operazione|operano|operato|operata|slogatura|storta|slogato|capogiri|"
    "bloccato con la schiena|bloccata con la schiena",
    "self_sick": "sono malato|sono malata|sto male|mi sento",
    "untyped": "permesso|permessi|rol|ex festivita|permesso rol",
    "from day:0": "da oggi|da adesso|da subito|da ora|da oggi in poi|d ora in poi",
    "half_month": "quindicina",
    "feast_day:11": "lunedi grasso",
    "feast_day:22": "martedi grasso",
    "feast_day:24": "befana|epifania",
    "open_end": "a tempo indeterminato|tempo indeterminato|fino a nuovo avviso|per un bel po|in poi|"
    "fino a data da destinarsi|a oltranza",
    "after": "dopo",
    "before": "prima di|prima della|prima del",
    "unit:day before": "giorno prima di|giorno prima del|vigilia di pasqua",
    "feast_day:25": "giovedi santo",
    "feast_day:26": "corpus domini",
    "to:1": "alle",
    "and half": "e mezza|e mezzo",
    "quarter_to": "meno un quarto",
    "feast_day:28": "immacolata|l immacolata",
    "feast_day:29": "ferragosto",
    "feast_day:30": "ognissanti",
    "feast_day:36": "festa della liberazione",
    "bridge": "ponte",
}
