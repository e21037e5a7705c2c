"""Words that change nothing of what a message asks for, and those that speak of a language.

Pure; words are as :func:`bot.core.command_phrases.bare_words` leaves them, of every language at once. A word that could
change an
answer (*not*, *without*, a day, a name) is none of them.
"""

from __future__ import annotations

from typing import Final


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLER: Final = word_set(
    # Dutch
    "ik wil graag zou willen wou even mij me mijn m n aub a u b alsjeblieft alstublieft svp laat zien toon geef eens "
    "de het een kan kun kunt je jij u mag moet nog maar hoi hallo hey dag beste "
    "goedemorgen goedemiddag ja dus dan hoor nu "
    # English
    "i want to would like d please pls could can you show give let see the a an my now just hi hello dear need yes "
    # German
    "ich mochte moechte will bitte gern gerne mal mir mich mein meine meinen kann kannst konnte konntest du sie zeig "
    "zeige zeigen gib jetzt der die das den ein eine einen noch ja moin servus guten tag morgen "
    # French
    "je voudrais veux aimerais s il te vous plait stp svp montre montrez moi mon ma mes le la les un une des peux tu "
    "pouvez bonjour salut coucou merci maintenant l d oui "
    # Spanish, Italian, Portuguese
    "yo quiero quisiera por favor muestra mostrar me mi mis el los las uno puedes puede hola ahora si "
    "io vorrei voglio per favore mostra mostrami mio mia miei mie lo gli i puoi ciao adesso "
    "eu quero queria por favor mostra mostre o os as um uma meu minha meus minhas pode podes ola agora sim"
) - word_set("morgen merci")
"""Greetings, politeness, articles, *I want*, *show me*."""

THANKS: Final = word_set(
    "wel hartelijk heel erg veel zeer super top prima fijn mooi perfect oke ok okay oki okee okidoki k joe jo geweldig "
    "thank thanks thx ty cheers great cool nice perfect awesome much many very so lot a got it no problem "
    "danke dankeschon dankesehr vielen dank schon lieben besten herzlichen alles klar passt genau "
    "merci beaucoup bien parfait genial super d accord entendu "
    "gracias muchas mil vale perfecto muy amable de acuerdo "
    "grazie mille tante molto perfetto va bene d accordo "
    "obrigado obrigada muito perfeito esta bem "
    "bot personio team allemaal jij you dir ihnen voor hulp je for help your fur die hilfe pour votre ton aide por tu "
    "su ayuda dell aiuto pela ajuda"
)
"""What may stand beside a word of thanks."""

INTERJECTIONS: Final = word_set(
    "nou ach tja goh och nah na naja ja well oh ah ok oke okay hm hmm eh euh bon ben bah tant bueno pues "
    "vale beh vabbe "
    "top super cool great nice fine prima fijn mooi jammer helaas leider sadly genial estupendo ottimo perfetto grande "
    "otimo fixe perfeito parfait genial schade toll klasse geweldig lekker "
    "va bene allora insomma mah pronto bom pois olha entao alors so then dann also dan"
)
"""What may stand beside an excuse or a goodbye."""

FRIENDLY: Final = frozenset("👍👌🙏❤♥😊🙂😀😃😄😁😉🎉✅✔💪🥳😍🤗👏🙌💯🤝🫶😅😎🤩")
"""Pictures that mean no more than *thanks* or *ok*."""

RELATIVES: Final = word_set(
    "kind kinderen kindje kleintje zoon zoontje dochter dochtertje man vrouw partner vriend vriendin moeder vader "
    "ouders mama papa opa oma broer zus hond kat "
    "child children kid kids son daughter husband wife boyfriend girlfriend mother father mum mom dad parents brother "
    "sister dog cat baby "
    "kinder sohn tochter mann frau freund freundin mutter vater eltern bruder schwester hund katze "
    "enfant enfants fils fille mari femme conjoint conjointe mere pere parents frere soeur chien chat bebe "
    "hijo hija hijos nino nina marido mujer pareja madre padre padres hermano hermana perro gato "
    "figlio figlia figli bambino bambina marito moglie compagno compagna fratello sorella cane gatto "
    "filho filha filhos crianca mulher companheiro companheira mae pai pais irmao irma cao "
)
"""Who is no colleague: that one of them is ill is no sickness of the writer."""

BOTHERING: Final = FILLER | word_set(
    "met hier hiermee daar daarmee dat dit mee eens op nou aub er over van zo ook alles steeds de hele tijd mij lastig "
    "vallen te zeuren spammen spam appen mailen berichtjes berichten sturen storen pushen bot "
    "it that this with all me bothering spamming spam pinging messaging mailing annoying texting us already now right "
    "the time alerts "
    "damit auf mich zu nerven spammen stören storen nerv belastigen so endlich doch sofort "
    "ca cela de m moi avec spammer embeter deranger harceler tout suite assez suffit arrete arretez "
    "eso esto ya de con molestarme molestar spamear por ahora basta "
    "cosi con di disturbarmi disturbare subito adesso ora "
    "isso isto ja de me incomodar com agora spam"
)
"""What may follow *stop* where it is meant for what the bot writes by itself."""

SPEAKING: Final = word_set(
    "praat praten spreek spreken antwoord antwoorden schrijf schrijven overschakelen schakel "
    "speak speaking talk answer reply write switch "
    "sprich sprechen spreche rede reden antworte antworten schreib schreibe schreiben wechsle wechseln "
    "parle parlez parler reponds repondez repondre ecris ecrivez "
    "habla hable hablar responde escribe escribeme hablame "
    "parla parli parlare parlami rispondi scrivi scrivimi "
    "fala fale falar responda escreve escreva"
)
"""Verbs of speaking."""

IN_A_LANGUAGE: Final = (
    FILLER
    | SPEAKING
    | word_set(
        "in naar op liever taal zet verander wijzig om met we wij us "
        "to with rather language prefer change use set in "
        "auf zu lieber sprache wechsel stell stelle um mit uns wir "
        "en passe passez langue prefere plutot avec changer change "
        "a idioma prefiero cambia cambiar conmigo mejor "
        "passa lingua preferisco cambia cambiare con "
        "em para muda mudar mude prefiro comigo"
    )
)
"""What may stand beside the name of a language where somebody asks to be addressed in it."""

TAKING: Final = word_set(
    "opnemen neem nemen gebruiken opmaken "
    "take taking use book spend "
    "nehmen nehme verbrauchen abbauen aufbrauchen "
    "prendre prends poser pose utiliser solder "
    "tomar tomarme usar coger cogerme gastar disfrutar "
    "prendere prendo usare utilizzare "
    "gozar tirar marcar"
)
"""Verbs that make days left into days taken."""

KNOWING: Final = word_set(
    "weet weten zie zien zeg zeggen vertel vertellen laat toon geef check kijken "
    "know see tell show check wonder "
    "weiss wissen weisst sieh sehen sag sagen zeig zeige zeigen gib "
    "sais savez savoir voir dire dis dites montre montrez "
    "sabes saber ver decir dime decirme muestra mostrar muestrame "
    "sai sapere vedere dire dirmi dimmi dici mostra mostrami "
    "sabe dizer diz mostre"
)
"""Verbs with which somebody wants to be told something."""

BEFORE_A_QUESTION: Final = (
    FILLER
    | KNOWING
    | word_set(
        "en and und et y e do of if whether ob si se that dass que and or maar aber mais pero but vraag question frage "
        "moin morning evening afternoon everyone team allemaal zusammen help wondering find out could puoi podria "
        "podrias poderia pourrais pouvez podes could"
    )
)
"""What may come before a question."""

OWN_WORDS: Final = word_set(
    "ik mij mijn ikzelf ben heb i my mine myself ich mir mich mein meine meinen meinem bin habe j moi mon mes "
    "yo estoy tengo mi mis conmigo io mio mia miei sto eu estou tenho meu minha meus minhas comigo "
    "puedo quiero quisiera querria necesito voudrais veux aimerais puis posso vorrei voglio quero queria "
    "gostaria preciso"
)
"""Words with which somebody speaks of themselves; *je* and *me* mean others in some languages."""

COLLEAGUES: Final = word_set(
    "collega collegas mevrouw mevr mw meneer dhr colleague coworker teammate mr mrs ms miss mister frau herr herrn "
    "kollege kollegin kollegen monsieur madame mme mademoiselle collegue confrere senor senora srta sra sr companero "
    "companera signor signora signorina sig sigra dott dottor dottoressa colleghi senhor senhora dra dr colegas colega"
)
"""What stands before a name without being part of it."""
