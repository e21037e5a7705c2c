"""Spanish words about days, and how people ask for them.

Words as :func:`bot.core.nlu.lexicon.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "hoy",
    "day:1": "manana",
    "day:2": "pasado manana",
    "day:-1": "ayer",
    "day:-2": "anteayer",
    "day:0 am": "esta manana",
    "day:0 pm": "esta tarde",
    "day:0 evening": "esta noche",
    "day:1 am": "manana por la manana",
    "day:1 pm": "manana por la tarde",
    "am": "por la manana|por las mananas|de la manana|la manana|mananas|a primera hora",
    "pm": "por la tarde|tarde|de la tarde|por las tardes|la tarde|tardes|despues de comer",
    "evening": "noche|por la noche",
    "noon": "mediodia|al mediodia|hora de comer|la hora de comer",
    "to": "al|a",
    "until": "hasta|hasta el|hasta la|hasta las|ultimo dia|ultimo dia de vacaciones|hasta el dia|acabando el|"
    "terminando el|fin el|como tarde|y hasta el|incluido el",
    "until:1": "hasta el dia|hasta el final del",
    "from": "desde|a partir de|a partir del|desde el|desde las|a partir de las|primer dia|"
    "primer dia de vacaciones|empezando el|empezando|a contar desde|comenzando el|inicio el|inicio|con inicio el|"
    "arrancando el|empiezo el",
    "since": "desde hace",
    "of": "de|del|d",
    "between": "entre",
    "and": "y|e",
    "or": "o|u",
    "week:1": "proxima semana|semana proxima|semana que viene|semana siguiente|la semana q viene|semana q viene|"
    "semana que viene entera",
    "week:0": "esta semana",
    "week:-1": "semana pasada",
    "rest": "resto de la semana",
    "next": "proximo|proxima",
    "coming": "que viene|siguiente",
    "this": "este|esta",
    "last": "pasado|pasada|ultimo|ultima",
    "in": "dentro de|en",
    "unit:day": "dia|dias|dias laborables",
    "unit:week": "semana|semanas|semanita|semanitas",
    "unit:month": "mes|meses",
    "unit:hour": "hora|horas",
    "weekend": "fin de semana|finde",
    "half": "medio dia|media jornada|medio dia libre",
    "half_hour": "media hora",
    "whole": "todo|toda|entero|entera",
    "whole unit:day": "todo el dia|dia completo|dia entero",
    "numbers": "un/uno/una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|"
    "dieciseis|diecisiete|dieciocho|diecinueve|veinte|veintiuno/veintiun|veintidos|veintitres|veinticuatro|"
    "veinticinco|veintiseis|veintisiete|veintiocho|veintinueve|treinta|treinta y uno",
    "first:1": "primero|primera|primeras|primeros",
    "first:2": "segundo|segunda",
    "first:3": "tercera|tercero",
    "and_quarter": "y cuarto",
    "except": "excepto|salvo|en vez de|en lugar de",
    "at": "a eso de|sobre las",
    "skip": "el|la|los|las|por|para|en el|en la|mi|mis|tambien|dia de la|tambien el",
    "feast_day:0": "navidad|navidades",
    "feast_day:1": "nochebuena",
    "feast_day:3": "nochevieja",
    "feast_day:4": "ano nuevo",
    "feast_day:5": "viernes santo",
    "feast_day:7": "lunes de pascua",
    "feast_day:14": "dia del trabajo",
    "unit:week before": "semana antes de",
    "unit:week after": "semana despues de",
    "unit:day after": "dia despues de",
    "deny": "no",
    "but": "sino|pero",
    "closing": "de vuelta el|vuelvo el|vuelvo|de vuelta|regreso el|regreso|me reincorporo|me reincorporo el|"
    "reincorporacion|reincorporo|vuelvo al trabajo|vuelvo a la oficina|vuelta el|vuelta al trabajo|estoy de vuelta|"
    "ya estoy de vuelta|estare de vuelta|estoy otra vez|vuelvo a estar|regreso al trabajo|empiezo a trabajar|"
    "vuelvo a trabajar|ya vuelvo|volveria|volvere|volvere el|retomo|retomo el trabajo|incorporacion|no vuelvo hasta|"
    "no vuelvo hasta el|no piso la ofi hasta|no piso la ofi hasta el|no piso la oficina hasta el|no me veis hasta el|"
    "no me veis hasta",
    "plain": "buenos dias|buenas tardes|buenas noches|buen fin de semana|buen dia|me gusta|de nada|toda la noche|"
    "de los que me quedan|que me quedan|que me sobran",
    "known": "gracias|favor|hola|trabajo|trabajar|invierno|verano|equipo|oficina|estar|para",
    "want": "quiero|quisiera|querria|me gustaria|necesito|solicitar|solicito|pedir|pido|coger|cojo|tomar|reservar|"
    "por favor|porfa|puedo|podria|apuntame|queria|necesitaria|podrias|puedes|ponme|poner|apuntar|marcar|reservame|"
    "cogerme|cogiera|pillar|pillo|me pillo|me cojo|pedirme|disfrutar|disfrutare|solicitud|me pido|irme|me piro|me voy|"
    "se puede|habria algun problema|si habria|tengo que ir|tengo que pedir|he de ir|debo ir|me hacen falta|"
    "me hace falta",
    "me": "yo|me|mi|nosotros|quiero|quisiera|puedo|estoy|estare|necesito|tengo",
    "my": "mi|mis|nuestro",
    "may": "posible|si puede ser",
    "others": "quiere|toma|coge|esta|estaba|estuvo|tiene|no viene|no va|no esta|viene|va|trabaja|ha|pide|se ha|"
    "sigue|llega|sale|libra|no|teletrabaja|estan|van|da|se",
    "feast": "navidad|semana santa",
    "every": "cada|todos los",
    "ask": "quien|quienes|cuando|cuantos|cuantas|como|que|donde|por que|cual|hasta cuando",
    "he": "es|esta|son|estan|tiene",
    "you": "estas|tienes|esta usted|vas a",
    "cancel": "cancelar|cancela|anular|anula|retirar|eliminar|olvida|olvidad|olvidaos|ya no necesito|"
    "ya no me hace falta|no me hace falta|ya no hace falta|quita|quitad|borra|al final voy|al final vengo|dejalo|"
    "al final no",
    "not": "no|nunca|ningun",
    "wish": "buen|buenas|buenos|felices|feliz|disfruta de tus|que ganas de|ya quisiera yo",
    "was": "estuve|estaba|ha estado|he estado|tuve",
    "back": "de vuelta de|he vuelto de",
    "saldo": "saldo|aprobado|aprobada|me quedan|cuantos dias|quedan|me corresponden|aprobar|apruebo|pagan|pagais|"
    "estuvieron|nomina|denegado|denegada|caducan|convenio dice|segun el convenio|caduca",
    "away": "ausente|ausencia|no estare|no estoy|no puedo ir|no puedo venir|no vendre|no ire|no voy a ir|"
    "no trabajo|no trabajare|fuera de la oficina|no disponible|me ausento|me ausentare|no vengo|no voy|no acudo|"
    "no acudire|no podre|no podre ir|no podre venir|no voy a poder|no voy a poder ir|no conteis conmigo|"
    "no cuentes conmigo|voy a faltar|faltare|falto|fuera|no estoy disponible|no estare disponible|no ire a trabajar|"
    "no puedo trabajar|no asistire|me es imposible ir|no aparecere|no aparezco|no paso por la oficina|tengo que faltar|"
    "no contar conmigo|no me espereis|estoy fuera|estare fuera|no curro|no voy a currar|no piso la ofi|"
    "me tengo que ausentar|tengo que ausentarme|ausentarme",
    "away_around": "no … estare|no puedo … trabajar|no ... vengo|no ... voy|no ... estoy|no ... trabajo|"
    "no ... podre|hoy no ... ir",
    "arrives": "llego a|llegare a|llego mas tarde|entro a|llego sobre|llego tarde|llegare tarde|entro mas tarde|"
    "llegare sobre|llego hacia|empiezo a|empezare a|entrare a|voy a llegar tarde|voy a llegar|no llego hasta|"
    "no entro hasta|entrare mas tarde|empiezo mas tarde|llego a las|llego sobre las|entro a las|entrare a las|"
    "llegare a las",
    "arrives_around": "llego … a|llegare … a|llego ... a|llegare ... a|entro ... a|empiezo ... a|no llego ... hasta",
    "leaves": "me voy a|salgo a|salgo antes|me voy antes|saldre a|saldre antes|tengo que salir a|tengo que irme a|"
    "salir antes|termino a|me ire a|me piro a|me escapo a|plegar a|pliego a|salgo a las|me voy a las|salgo a la|"
    "me marcho a las",
    "leaves_around": "me voy … a|salgo … a|salgo ... a|me voy ... a|saldre ... a|termino ... a|tengo que salir ... a",
    "reason": "entierro|funeral|mudanza|me mudo|solicitud para|ha fallecido|fallecio|boda|me caso|nos casamos|"
    "tanatorio|mudarme",
    "vac": "vacaciones|vacacion|libre|libres|dia libre|dias libres|dia de vacaciones|fiesta|permiso|vacas|"
    "vacaiones|puente|hacer puente|dia de vacas|dias de vacas|vacacional|librar|libro|libranza|finde largo|"
    "semana de vacaciones|dia festivo|dias de fiesta|dia de descanso",
    "sick": "enfermo|enferma|enfermedad|de baja|baja|baja medica|fiebre|gripe|no me encuentro bien|malo|mala",
    "unpaid": "sin sueldo|no remunerado|no retribuido|permiso sin sueldo|excedencia|sin paga|"
    "permiso no retribuido|sin cobrar|dia no retribuido|dias no retribuidos|dias sin sueldo|dia sin sueldo",
    "parental": "permiso parental|baja por maternidad|permiso de paternidad|maternidad|paternidad|baja paternal|"
    "baja maternal|permiso por nacimiento|nacimiento|lactancia|permiso de lactancia|permiso de maternidad",
    "special": "permiso especial|permiso por mudanza|permiso por matrimonio|permiso por fallecimiento|"
    "permiso por boda|permiso retribuido|dias por mudanza|dia por mudanza|deber inexcusable|permiso de matrimonio|"
    "dias por fallecimiento",
    "care": "hijo enfermo|hija enferma|nino enfermo|cuidado de familiares|cuidado de un familiar|"
    "mi hijo esta enfermo|mi hija esta enferma|hijo malo|hija mala|nina mala|nino malo|quedarme con el|quedar con el|"
    "quedarme con ella|quedar con ella|cuidar de mi|cuidar a mi|cuidar al|cuidar|hospitalizacion de familiar|"
    "hospitalizacion de un familiar|ingresado mi|han ingresado|hijo esta enfermo|hija esta enferma|nino esta malo|"
    "nina esta mala",
    "over": "horas extra|horas extras|horas extraordinarias|compensacion de horas|horas de mas|bolsa de horas|"
    "compensar horas|horas acumuladas|compensar|devolucion de horas|recuperar horas|recupero horas|"
    "mis horas extra",
    "doctor": "medico|medica|doctor|dentista|cita medica|fisio|hospital|fisioterapeuta|especialista|oculista|"
    "oftalmologo|dermatologo|ginecologo|ginecologa|pediatra|analitica|analisis|analisis de sangre|"
    "revision medica|vacuna|resonancia|radiografia|ecografia|matrona|traumatologo|psicologo|psicologa|"
    "fisioterapia|ambulatorio|centro de salud|consulta|consulta medica|odontologo|podologo|cardiologo|"
    "cita con el medico|cita con la medica|cita en el medico|ortodoncista|rehabilitacion|urologo|endocrino",
    "trip": "viaje de trabajo|viaje de negocios|viaje|viaje de empresa|de viaje por trabajo|viaje por trabajo|"
    "congreso|feria|visita a cliente|visita a un cliente|visita al cliente|en cliente|desplazamiento|"
    "comision de servicio|viajo por trabajo|reunion con el cliente en|mwc|convencion|business trip",
    "home": "teletrabajo|teletrabajar|trabajo desde casa|trabajar desde casa|desde casa|trabajo en casa|"
    "teletrabajando|teletrabajare|en remoto|remoto|trabajando desde casa|trabajare desde casa|curro desde casa|"
    "en casa trabajando|home office|trabajar en casa|a distancia|trabajo a distancia",
    "subject": "yo|quiero|quisiera|puedo|estoy|estare|necesito|tengo|voy|ire|me|nosotros|toy|vengo|vendre|"
    "trabajo|trabajare|salgo|llego|pido|cojo|cojere|queria|querria|solicito",
    "colleague": "companero|companera|companeros|jefe|jefa|encargado|encargada|director|directora|equipo|senor|"
    "senora|sr|sra|don|marido|mujer|novia|novio|pareja|madre|padre|becario|becaria|alguien|nadie|todos|ella|ellos|"
    "empresa",
    "child": "hijo|hija|hijos|nino|nina|ninos|peque|bebe|crio|cria|pequeno|pequena|chiquitin|enano|enana",
    "illness": "fiebre|gripe|gastroenteritis|migrana|vomitando|vomitado|vomitos|nauseas|catarro|resfriado|"
    "resfriada|constipado|constipada|covid|amigdalitis|anginas|otitis|varicela|bronquitis|lumbago|dolor de cabeza|"
    "dolor de espalda|dolor de barriga|jaqueca|diarrea|malito|malita|pachucho|pachucha|fatal|no me encuentro bien|"
    "me encuentro mal|me siento mal|me encuentro fatal|indispuesto|indispuesta|esguince|ciatica|intoxicacion|"
    "en la cama|sin voz|afonico|afonica|piojos|hecho polvo|hecha polvo|mareado|mareada|con el estomago|"
    "no puedo ni moverme|parte de baja|fatal con el|fatal del|estomago|no he pegado ojo|reposo|operan|operado|operada|"
    "torcido|lumbalgia|vertigos|de baja|me ha dado la baja|me han dado la baja|trancazo|gripazo|malisima|malisimo",
    "self_sick": "estoy enfermo|estoy enferma|estoy malo|estoy mala|me encuentro",
    "untyped": "asuntos propios|dia de asuntos propios|moscoso|moscosos|dia de libre disposicion",
    "from day:0": "desde ya|a partir de ahora|de ahora en adelante|desde hoy|a partir de hoy|de hoy en adelante",
    "half_month": "quincena",
    "feast_day:23": "semana santa",
    "feast_day:24": "reyes|dia de reyes",
    "open_end": "por tiempo indefinido|tiempo indefinido|hasta nuevo aviso|una temporada|en adelante|"
    "indefinidamente|para largo",
    "after": "despues de|despues del|tras",
    "before": "antes de|antes del",
    "unit:day before": "dia antes de|dia antes del|el dia antes de|vispera de|la vispera de",
    "feast_day:25": "jueves santo",
    "feast_day:26": "corpus|corpus christi",
    "to:1": "a las|a la",
    "and half": "y media",
    "quarter_to": "menos cuarto",
    "feast_day:28": "la inmaculada|inmaculada",
    "feast_day:37": "constitucion|la constitucion|dia de la constitucion",
    "feast_day:38": "la hispanidad|hispanidad|el pilar",
    "feast_day:30": "todos los santos",
    "feast_day:42": "lunes santo",
    "feast_day:43": "martes santo",
    "feast_day:44": "miercoles santo",
    "bridge": "puente",
}
