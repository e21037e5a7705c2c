"""French words about days, and how people ask for them.

Words as :func:`bot.core.nlu.words.spell` leaves them, separated by |; the key says what they stand for.
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
    "am": "mat|matin|matinee|au matin|le matin",
    "pm": "pm|apres midi|ap midi|apm|aprem|l apres midi|aprm",
    "evening": "soir|soiree",
    "noon": "midi",
    "to": "au|a|aux",
    "until": "jusqu a|jusqu au|jusque|jusqu en|jusqu",
    "from": "a partir de|a partir de la|a partir du|a partir d|a compter du|a compter de|des|des le|a partir",
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
    "unit:day": "jour|jours|journee|journees|jour ouvre|jours ouvres",
    "unit:week": "semaine|semaines|sem",
    "unit:month": "mois",
    "unit:hour": "heure|heures",
    "weekend": "week end|weekend|we|wk end",
    "half": "demi journee|demi journees|demie journee|demi jour|demie|une demi journee",
    "whole": "tout|toute|entier|entiere|complet|complete",
    "whole unit:day": "toute la journee|journee complete|journee entiere",
    "number:1": "un|une",
    "number:2": "deux",
    "number:3": "trois",
    "number:4": "quatre",
    "number:5": "cinq",
    "number:6": "six",
    "number:8": "huit",
    "number:9": "neuf",
    "number:10": "dix",
    "number:11": "onze",
    "number:12": "douze",
    "number:15": "quinze",
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
    "plain": "pose ta|pose une question|pose la question|poser une question|poser la question|bonne journee|"
    "bonne matinee|bon apres midi|bonne soiree|de la part|d accord|jour ferie|jours feries|a tous|a cause|a saisir|"
    "de rien|des que possible",
    "known": "pars|part|partira|hiver|ete|hiers|noel|congres|mari|mais|hors|plusieurs|quelques|merci|demande|"
    "demander|"
    "mariage|marie|matinale|venir|revenir",
    "want": "voudrais|veux|voulais|souhaite|souhaiterais|aimerais|aimerai|besoin|demander|prendre|prends|poser|pose|"
    "posez|puis je|peux|pourrais|je peux|j aimerais|noter|declarer|avoir|svp|stp|mettre",
    "me": "je|j|moi|me|m|nous|on",
    "my": "mon|ma|mes|notre|nos",
    "may": "possible|ok si|d accord si",
    "others": "veut|prend|voudrait|souhaite|sera|a",
    "feast": "noel|paques|pentecote|ascension|nouvel an|reveillon",
    "every": "chaque|tous les|toutes les",
    "ask": "c est quand|c est qui|c etait|qui|quand|comment|combien|que|quoi|quel|quelle|quels|quelles|"
    "pourquoi|ou est|est ce que quelqu un",
    "he": "est|sont|ont|est ce que|est il",
    "you": "suis je|ai je|est ce que je suis|est ce que j ai|tu es|es tu|as tu|tu as|vous etes|etes vous|avez vous|"
    "vous avez|tu seras|seras tu",
    "cancel": "deplacer mes|deplacer mon|decaler|reporter|annule|annuler|annulez|annulation|retirer|retire|supprimer|"
    "supprime|annuler mon",
    "not": "pas|jamais|aucun|aucune|plus de",
    "wish": "bon|bonne|bonnes|bons|bonnes petites|joyeuses|super|excellentes|belles",
    "was": "etais|ete|avais|passe|etait|etions|ai pris|avait",
    "back": "rentre de|rentree de|de retour de|retour de|revenu de|revenue de|rentre des",
    "saldo": "accepte|valide|approuve|mon solde|solde de|compteur|prime|statut|reste t il|il me reste|me reste",
    "away": "rtt|jrtt|je ne serai pas la|serai pas la|je pars a|absent|absente|absence|m absente|m absenter|"
    "pas la|ne viens pas|ne viendrai pas|pas au bureau|"
    "pas present|ne peux pas travailler|ne travaille pas|pas disponible|pas travailler|pas presente|partir|"
    "indisponible|ne pourrai pas venir|ne peux pas venir|ne travaillerai pas|pas venir",
    "vac": "week end prolonge|vacs|vac|conge|conges|vacances|vacance|jour de conge|jours de conge|cp|"
    "conges payes|conge paye|jour de repos|"
    "ma journee|mon apres midi|jour off",
    "take": "je pose|poser|pose moi|posez moi|je prends|je souhaite poser|poserai|je poserai|voudrais mon|veux mon|"
    "prends mon|avoir mon|je prendrai|voudrais ma|prends ma",
    "sick": "malade|maladie|arret maladie|arret de travail|souffrant|souffrante|je me sens mal|arret|grippe|fievre|"
    "en arret|en arret maladie|conge maladie",
    "unpaid": "sans solde|conge sans solde|conges sans solde|non paye|non remunere",
    "parental": "conge parental|conge maternite|conge paternite|conge de maternite|conge de paternite|parental",
    "special": "conge exceptionnel|conge special|conges exceptionnels",
    "care": "enfant malade|jour enfant malade|enfant est malade|fils est malade|fille est malade|conge aidant|"
    "enfants malades|proche aidant|garde d enfant",
    "over": "recup|recuperation|heures sup|heures supplementaires|recupere|recuperer|jour de recup|je recupere",
    "doctor": "medecin|docteur|dentiste|rendez vous medical|rdv medical|hopital|kine|kinesitherapeute|rdv medecin|"
    "rendez vous chez le medecin|visite medicale|chez le medecin|chez le docteur|ophtalmo|dermato|radio medicale",
    "trip": "deplacement|deplacement professionnel|voyage d affaires|mission",
    "home": "teletravail|tele travail|tt|travaille de chez moi|travaille de la maison|travailler de chez moi|"
    "travaille depuis la maison|travaille a la maison|wfh|depuis chez moi|teletravailler|teletravaille|a domicile|"
    "travaille chez moi|travaille depuis chez moi",
    "arrives": "j arrive|j arriverai|arrive a|arriverai a|serai la a|ne serai la qu a|commence a|commencerai a|"
    "plus tard|en retard",
    "arrives_around": "j arrive … a|ne serai la … qu|commence … a",
    "leaves": "je pars plus tot|je dois partir|je quitte|partir plus tot",
    "leaves_around": "je pars … a|je quitte … a|je dois partir … a|je partirai … a",
    "reason": "enterrement|obseques|funerailles|demenage|je demenage|demande pour|je pars",
    "closing": "de retour|retour le|retour au|je reviens|je rentre le|reprise le|je reprends|reprends le|retour|"
    "reviens|je serai la|rentre le",
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
    "feast_day:21": "pont de l ascension",
    "unit:week before": "semaine avant",
    "unit:week after": "semaine apres|semaine d apres|semaine suivante",
    "unit:day after": "lendemain de|lendemain du|jour apres|lendemain",
    "deny": "pas",
    "but": "mais",
}
