"""French words about days, and how people ask for them.

Words as :func:`bot.core.nlu.lexicon.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "aujourd hui|aujourdhui|auj",
    "day:1": "demain|dem1|dmain|2main",
    "day:2": "apres demain",
    "day:-1": "hier",
    "day:-2": "avant hier",
    "day:0 am": "ce matin",
    "day:0 pm": "cet apres midi|cette apres midi|cet aprem|cet aprm|cette aprem",
    "day:0 evening": "ce soir",
    "am": "mat|matin|matinee|au matin|le matin|dans la matinee|la matinee",
    "pm": "pm|apres midi|ap midi|apm|aprem|l apres midi|aprm|l aprem|dans l apres midi",
    "evening": "soir|soiree",
    "noon": "midi",
    "to": "au|a|aux",
    "until": "jusqu a|jusqu au|jusque|jusqu en|jusqu|dernier jour|dernier jour de conge|fin|fin le|"
    "fin de mes conges|fin de mes conges le|fin des conges|jusqua|finissant le|se terminant le|au plus tard|jusk",
    "from": "a partir de|a partir de la|a partir du|a partir d|a compter du|a compter de|des|des le|a partir|debut|"
    "debut le|premier jour|premier jour de conge|a dater du|commencant le|en commencant le|demarrant le|a commencer du|"
    "debutant le|en partant du|depart|depart le|en partant|le premier etant le|premier etant le|le premier etant",
    "since": "depuis|depuis le",
    "of": "du|de|d",
    "between": "entre",
    "and": "et|ainsi que|plus",
    "or": "ou|ou bien",
    "week:1": "semaine prochaine|prochaine semaine|semaine qui vient|semaine a venir",
    "week:0": "cette semaine|semaine en cours",
    "week:-1": "semaine derniere|semaine passee|derniere semaine",
    "week:2": "semaine d encore apres",
    "rest": "reste de la semaine|jusqu a la fin de la semaine|jusqu a la fin de semaine",
    "next": "prochain|prochaine|prochains",
    "coming": "qui vient|qui arrive|a venir",
    "this": "ce|cet|cette",
    "last": "dernier|derniere|passe",
    "in": "dans|d ici",
    "in_weeks:1": "en huit",
    "in_weeks:2": "en quinze",
    "unit:day": "jour|jours|journee|journees|jour ouvre|jours ouvres|jrs|jr",
    "unit:week": "semaine|semaines|sem",
    "unit:month": "mois",
    "unit:hour": "heure|heures",
    "weekend": "week end|weekend|we|wk end",
    "half": "demi journee|demi journees|demie journee|demi jour|demie|une demi journee|demi journee de|1 2 journee",
    "whole": "tout|toute|entier|entiere|complet|complete",
    "whole unit:day": "toute la journee|journee complete|journee entiere",
    "numbers": "un/une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    "dix sept|dix huit|dix neuf|vingt|vingt et un/vingt un|vingt deux|vingt trois|vingt quatre|vingt cinq|"
    "vingt six|vingt sept|vingt huit|vingt neuf|trente|trente et un",
    "first:1": "premier|premiere|premiers|premieres|1ere|1er",
    "first:2": "deuxieme|seconde",
    "first:3": "troisieme",
    "month:1": "janv|jan",
    "month:2": "fev|fevr",
    "month:7": "juil|jul|juill",
    "month:8": "aout|aou",
    "month:9": "sept",
    "and_quarter": "et quart",
    "except": "sauf|excepte|hormis|au lieu de|a part",
    "at": "vers",
    "skip": "n|no|numero|le|la|les|l|en|pour|inclus|compris|aussi|donc",
    "no_day": "week end prolonge|long week end",
    "plain": "ferie|feries|je rentre chez moi|pose ta|pose une question|pose la question|poser une question|"
    "poser la question|bonne journee|bonne matinee|bon apres midi|bonne soiree|de la part|d accord|jour ferie|"
    "jours feries|a tous|a cause|a saisir|de rien|des que possible|toute la nuit|rentre chez moi|rentrer chez moi|"
    "rentre a la maison",
    "known": "pars|part|partira|hiver|ete|hiers|noel|congres|mari|mais|hors|plusieurs|quelques|merci|demande|"
    "demander|mariage|marie|matinale|venir|revenir",
    "want": "voudrais|veux|voulais|souhaite|souhaiterais|aimerais|aimerai|besoin|demander|prendre|prends|poser|"
    "pose|posez|puis je|peux|pourrais|je peux|j aimerais|noter|declarer|avoir|svp|stp|mettre|poserais|demande|merci de|"
    "s il vous plait|notez|note|inscris|mets|serait il possible|est ce que je peux|peux tu|pouvez vous|il me faudrait|"
    "me faudrait|il me faut|dois aller|doit aller|j en voudrais",
    "me": "je|j|moi|me|m|nous|on",
    "my": "mon|ma|mes|notre|nos",
    "may": "possible|ok si|d accord si|il me faudrait|il me faut|il me faudra",
    "others": "veut|prend|voudrait|souhaite|sera|a|est|sont|ont|part|travaille|reste|revient|vient|va|doit|peut|"
    "etait|avait|pose|demande|m a dit|prennent|rentre",
    "feast": "noel|paques|pentecote|ascension|nouvel an|reveillon|fetes de fin d annee|fin d annee|les fetes",
    "every": "chaque|tous les|toutes les",
    "ask": "c est quand|c est qui|c etait|qui|quand|comment|combien|que|quoi|quel|quelle|quels|quelles|pourquoi|"
    "ou est|est ce que quelqu un|jusqu a quand",
    "he": "est|sont|ont|est ce que|est il|il|elle|ils|elles|peut|doit|a t il|a t elle|a t on",
    "you": "suis je|ai je|est ce que je suis|est ce que j ai|tu es|es tu|as tu|tu as|vous etes|etes vous|avez vous|"
    "vous avez|tu seras|seras tu|peut on|est ce qu on",
    "cancel": "deplacer mes|deplacer mon|decaler|reporter|annule|annuler|annulez|annulation|retirer|retire|"
    "supprimer|supprime|annuler mon|n ai plus besoin|plus besoin|enleve|enlevez|finalement je viens|tombe a l eau|"
    "laisse tomber|oublie le|oublie mon|oublie ma|oublie mes|oubliez le|oubliez mon|oubliez ma|oubliez mes",
    "not": "pas|jamais|aucun|aucune|plus de",
    "wish": "bon|bonne|bonnes|bons|bonnes petites|joyeuses|super|excellentes|belles|vivement les|vivement le|"
    "vivement mes",
    "was": "etais|ete|avais|passe|etait|etions|ai pris|avait",
    "back": "rentre de|rentree de|de retour de|retour de|revenu de|revenue de|rentre des",
    "saldo": "accepte|valide|approuve|mon solde|solde de|compteur|prime|statut|reste t il|il me reste|me reste|"
    "validees|valides|refuse|refusee|monetiser|mon compte|perdus|perdu|perdues|convention collective|expirent",
    "away": "rtt|jrtt|je ne serai pas la|serai pas la|je pars a|absent|absente|absence|m absente|m absenter|pas la|"
    "ne viens pas|ne viendrai pas|pas au bureau|pas present|ne peux pas travailler|ne travaille pas|pas disponible|"
    "pas travailler|pas presente|partir|indisponible|ne pourrai pas venir|ne peux pas venir|ne travaillerai pas|"
    "pas venir|manquerai|ne pourrai pas etre la|pas etre la|je m absente|m absenterai|empeche|empechee|serai pas|"
    "viens pas|viendrai pas|peux pas venir|pourrai pas venir|ne bosse pas|bosse pas|hors du bureau|"
    "ne compte pas sur moi|comptez pas sur moi|pas joignable|je serai absent|je serai absente|pas des notres|"
    "ne comptez pas sur moi|pas compter sur moi|compte pas sur moi|dois m absenter",
    "vac": "week end prolonge|vacs|vac|conge|conges|vacances|vacance|jour de conge|jours de conge|cp|"
    "conges payes|conge paye|jour de repos|ma journee|mon apres midi|jour off|poser un jour|poser une journee|"
    "ponts|pont|faire le pont|ca|off|repos",
    "take": "je pose|poser|pose moi|posez moi|je prends|je souhaite poser|poserai|je poserai|voudrais mon|"
    "veux mon|prends mon|avoir mon|je prendrai|voudrais ma|prends ma",
    "sick": "malade|maladie|arret maladie|arret de travail|souffrant|souffrante|je me sens mal|arret|grippe|"
    "fievre|en arret|en arret maladie|conge maladie",
    "unpaid": "sans solde|conge sans solde|conges sans solde|non paye|non remunere|conge non remunere|"
    "conges non payes|sans salaire|non payes|conge sans salaire|disponibilite",
    "parental": "conge parental|conge maternite|conge paternite|conge de maternite|conge de paternite|parental|"
    "conge mat|conge pat|conge naissance|maternite|paternite|conge d adoption|naissance",
    "special": "conge exceptionnel|conge special|conges exceptionnels|petit chomage|conge de circonstance|"
    "conge pour deces|conge deces|conge mariage|conge pour evenement familial|evenement familial|jour de demenagement|"
    "conge demenagement|pacs|deuil",
    "care": "enfant malade|jour enfant malade|enfant est malade|fils est malade|fille est malade|conge aidant|"
    "enfants malades|proche aidant|garde d enfant|garde enfant|garder mon|garder ma|le garder|la garder|enfant malad|"
    "nounou malade|nounou absente|nourrice malade|creche fermee|jour enfant|presence parentale|conge de solidarite|"
    "s occuper de mon|m occuper de mon|m occuper de ma",
    "over": "recup|recuperation|heures sup|heures supplementaires|recupere|recuperer|jour de recup|je recupere|"
    "recups|heures de recup|jour recup|recuperer des heures|recuperer mes heures|rattraper mes heures|"
    "compensation|repos compensateur|mes heures",
    "doctor": "medecin|docteur|dentiste|rendez vous medical|rdv medical|hopital|kine|kinesitherapeute|"
    "rdv medecin|rendez vous chez le medecin|visite medicale|chez le medecin|chez le docteur|ophtalmo|dermato|"
    "radio medicale|ophtalmologue|dermatologue|gyneco|gynecologue|cardiologue|osteo|osteopathe|orthodontiste|orl|"
    "irm|scanner|prise de sang|radio|echographie|echo|analyse de sang|vaccin|sage femme|pediatre|podologue|psy|"
    "psychologue|specialiste|toubib|medecin du travail|rdv dentiste|consultation|orthophoniste|kine a",
    "trip": "deplacement|deplacement professionnel|voyage d affaires|mission|salon|en deplacement|chez le client|"
    "chez un client|rendez vous client|rdv client|seminaire|congres|conference|voyage professionnel|deplacement pro|"
    "pour le travail a|pour le boulot a|formation a|foire|business trip",
    "home": "teletravail|tele travail|tt|travaille de chez moi|travaille de la maison|travailler de chez moi|"
    "travaille depuis la maison|travaille a la maison|wfh|depuis chez moi|teletravailler|teletravaille|"
    "a domicile|travaille chez moi|travaille depuis chez moi|en tt|distanciel|a distance|travail a distance|"
    "bosse de chez moi|bosser de chez moi|depuis la maison|de la maison|home office|bosse a la maison|remote",
    "arrives": "j arrive|j arriverai|arrive a|arriverai a|serai la a|ne serai la qu a|commence a|commencerai a|"
    "plus tard|en retard|arriverai|arrive vers|arriverai vers|plus tard le matin|arrive plus tard|arriverai plus tard|"
    "commence plus tard|serai la vers|debarque a|pas avant|je serai au bureau a|serai au bureau a|"
    "serai au bureau seulement a",
    "arrives_around": "j arrive … a|ne serai la … qu|commence … a|arrive ... a|arriverai ... a|arrive ... vers|"
    "commence ... a|commencerai ... a|serai ... la vers",
    "leaves": "je pars plus tot|je dois partir|je quitte|partir plus tot|pars a|partirai a|partir a|"
    "dois partir a|je pars a|je pars vers|quitte a|quitterai a|je file a|je finis a|finis a|finirai a|"
    "terminerai a|je termine a|pars plus tot|partirai plus tot|finir plus tot|m eclipser|je decolle a|"
    "dois filer a|m en vais a",
    "leaves_around": "je pars … a|je quitte … a|je dois partir … a|je partirai … a|pars ... a|partirai ... a|"
    "dois partir ... a|quitte ... a|finis ... a|file ... a|termine ... a",
    "reason": "enterrement|obseques|funerailles|demenage|je demenage|demande pour|je pars|deces|decede|decedee|"
    "me marie|on se marie|mon mariage|mariage|demenagement|demenager|demenageons",
    "closing": "de retour|retour le|retour au|je reviens|je rentre le|reprise le|je reprends|reprends le|retour|"
    "reviens|je serai la|rentre le|reprendrai|reprendrai le travail|reprendrai le|je reprendrai|reprise|"
    "reprise du travail|reprends|de retour au bureau|retour au bureau|de retour au travail|serai de retour|"
    "je serai de retour|suis de retour|je reviendrai|reviendrai|rentre au bureau|retour prevu|retour prevu le|"
    "reprendre le travail|je rentre|present de nouveau|a nouveau present|a nouveau presente|je reviens le",
    "until:1": "jusqu au compris",
    "feast_day:0": "noel",
    "feast_day:1": "reveillon de noel|veille de noel",
    "feast_day:3": "saint sylvestre|st sylvestre|reveillon du nouvel an|reveillon",
    "feast_day:4": "nouvel an|jour de l an",
    "feast_day:5": "vendredi saint",
    "feast_day:6": "paques",
    "feast_day:7": "lundi de paques",
    "feast_day:8": "ascension",
    "feast_day:9": "pentecote",
    "feast_day:10": "lundi de pentecote",
    "feast_day:21": "pont de l ascension|pont ascension",
    "unit:week before": "semaine avant",
    "unit:week after": "semaine apres|semaine d apres|semaine suivante",
    "unit:day after": "lendemain de|lendemain du|jour apres|lendemain",
    "deny": "pas",
    "but": "mais",
    "feast_day:24": "epiphanie",
    "feast_day:22": "mardi gras",
    "subject": "je|j|nous|on|chui|jsuis|chuis|moi je",
    "colleague": "collegue|collegues|chef|cheffe|manager|responsable|directeur|directrice|equipe|monsieur|madame|"
    "mme|mr|mari|femme|compagnon|compagne|mere|pere|stagiaire|il|elle|ils|elles|quelqu un|tout le monde|patron|"
    "patronne|entreprise|boite",
    "child": "enfant|enfants|fils|fille|bebe|petit|petite|petits|gamin|gamine|loulou|puce|ado|gosse|ma grande|"
    "mon grand|cadet|aine",
    "illness": "fievre|grippe|gastro|migraine|bronchite|angine|otite|varicelle|rhume|covid|sinusite|lumbago|"
    "mal au dos|mal a la tete|mal au ventre|mal a la gorge|vomi|vomis|vomir|nausee|nausees|malade comme un chien|"
    "patraque|cloue au lit|clouee au lit|alite|alitee|au fond du lit|pas bien|me sens pas bien|ne me sens pas bien|"
    "me sens mal|pas en forme|entorse|fracture|intoxication|intoxication alimentaire|indigestion|crise de foie|"
    "extinction de voix|aphone|scarlatine|pieds mains bouche|conjonctivite|malad|hospitalise|hospitalisee|opere|operee|"
    "m a arrete|m a arretee|m a mis en arret|m a mise en arret|creve|arretee|arrete jusqu|reste au lit|reste couche|"
    "reste couchee|operation|plus de voix|tordu|chope la creve|la creve|vertiges",
    "self_sick": "je suis malade|suis malade|moi aussi malade|je me sens|chui malade",
    "untyped": "rtt|jrtt|jrtts",
    "from day:1": "des demain",
    "from day:0": "des maintenant|des aujourd hui|a partir de maintenant|des a present|a compter d aujourd hui",
    "away_around": "ne serai ... pas|serai ... pas la|ne viens ... pas|suis ... pas la|ne pourrai ... pas",
    "open_end": "pour une duree indeterminee|duree indeterminee|jusqu a nouvel ordre|pour un bon moment|"
    "pour longtemps|un bon moment|sans date de fin",
    "after": "apres",
    "before": "avant",
    "unit:day before": "jour avant|veille de|veille du|la veille de",
    "feast_day:25": "jeudi saint",
    "feast_day:26": "fete dieu",
    "and half": "et demie",
    "quarter_to": "moins le quart",
    "feast_day:30": "la toussaint|toussaint",
    "feast_day:29": "assomption|quinze aout",
    "feast_day:35": "armistice",
    "bridge": "pont",
}
