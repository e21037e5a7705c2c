"""Portuguese words about days, and how people ask for them.

Words as :func:`bot.core.nlu.lexicon.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "hoje",
    "day:1": "amanha",
    "day:2": "depois de amanha",
    "day:-1": "ontem",
    "day:-2": "anteontem",
    "day:0 am": "esta manha|hoje de manha",
    "day:0 pm": "esta tarde|hoje a tarde",
    "day:0 evening": "esta noite|hoje a noite",
    "day:1 am": "amanha de manha",
    "day:1 pm": "amanha a tarde",
    "am": "de manha|manha|da manha|pela manha|da parte da manha|parte da manha|a parte da manha|manhas",
    "pm": "a tarde|tarde|da tarde|de tarde|a parte da tarde|da parte da tarde|parte da tarde|tardes|"
    "depois de almoco|depois do almoco",
    "evening": "noite|a noite",
    "noon": "meio dia|ao meio dia|hora de almoco|a hora de almoco|almoco",
    "to": "a|ao|aos",
    "until": "ate|ate a|ate ao|ate as|ultimo dia|ultimo dia de ferias|fim|fim a|termina a|terminando a|a terminar|"
    "o mais tardar",
    "until:1": "ate dia inclusive",
    "from": "desde|a partir de|a partir do|a partir das|desde o|das|a partir da|primeiro dia|"
    "primeiro dia de ferias|a comecar|a comecar a|a comecar no|comecando|inicio|inicio a|com inicio|com inicio a|"
    "a contar de|com efeito a|comeco a|comeco dia|comeco no dia",
    "since": "desde ontem",
    "of": "de|do|da|d",
    "between": "entre",
    "and": "e",
    "or": "ou",
    "week:1": "proxima semana|semana que vem|semana seguinte|para a semana|pra semana",
    "week:0": "esta semana",
    "week:-1": "semana passada",
    "rest": "resto da semana",
    "next": "proximo|proxima",
    "coming": "que vem",
    "this": "este|esta|nesta|neste",
    "last": "passado|passada|ultimo|ultima",
    "in": "daqui a|dentro de",
    "weekday:0": "segunda feira|segunda|2a feira",
    "weekday:1": "terca feira|terca|3a feira",
    "weekday:2": "quarta feira|quarta|4a feira",
    "weekday:3": "quinta feira|quinta|5a feira",
    "weekday:4": "sexta feira|sexta|6a feira",
    "weekday:5": "sabado",
    "unit:day": "dia|dias|dias uteis",
    "unit:week": "semana|semanas",
    "unit:month": "mes|meses",
    "unit:hour": "hora|horas",
    "weekend": "fim de semana|fds",
    "half": "meio dia de ferias|meio dia de folga|meia jornada|meio periodo",
    "half_hour": "meia hora",
    "whole": "todo|toda|inteiro|inteira",
    "whole unit:day": "todo o dia|dia inteiro|o dia todo",
    "numbers": "um/uma|dois/duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze/quatorze|"
    "quinze|dezasseis/dezesseis|dezassete/dezessete|dezoito|dezanove/dezenove|vinte|vinte e um|vinte e dois|"
    "vinte e tres|vinte e quatro|vinte e cinco|vinte e seis|vinte e sete|vinte e oito|vinte e nove|trinta|"
    "trinta e um",
    "first:1": "primeiro|primeira|primeiras|primeiros",
    "and_quarter": "e um quarto",
    "except": "exceto|salvo|em vez de",
    "at": "por volta das|pelas",
    "skip": "o|os|na|no|nas|nos|em|para|por|tambem|num|numa",
    "feast_day:0": "natal",
    "feast_day:1": "vespera de natal",
    "feast_day:3": "passagem de ano|vespera de ano novo",
    "feast_day:4": "ano novo",
    "feast_day:5": "sexta feira santa",
    "feast_day:6": "pascoa",
    "unit:week before": "semana antes do|semana antes da",
    "unit:week after": "semana depois do|semana depois da|semana a seguir ao",
    "unit:day after": "dia depois do|dia a seguir ao",
    "deny": "nao",
    "but": "mas|sim",
    "closing": "de volta a|volto a|volto|regresso a|regresso|de volta|volto ao trabalho|volto a trabalhar|"
    "volto ao escritorio|so volto|so volto a|volto no|volto na|regresso ao trabalho|regresso ao escritorio|regresso no|"
    "regresso na|regressarei|retomo|retomo o trabalho|estou de volta|ja estou de volta|estarei de volta|apresento me|"
    "regressar|volta ao trabalho|recomeco|ja volto|ca estou|estou ca outra vez|ja ai estou|ja estou ai|ja la estou|"
    "ja estou la|volto a estar|so me apanham ca outra vez",
    "plain": "bom dia|boa tarde|boa noite|bom fim de semana|boas ferias|de nada|toda a noite|a noite toda|"
    "como combinado|como falado|como acordado|como falamos",
    "known": "obrigado|obrigada|favor|ola|trabalho|trabalhar|inverno|verao|equipa|escritorio|estar",
    "want": "quero|queria|gostava|gostaria|preciso|pedir|peco|solicitar|marcar|marca|tirar|tiro|por favor|posso|"
    "poderia|reservar|precisava|marcacao|marca me|marque|marquem|gozar|meter|meto|pedia|solicito|agendar|agendo|"
    "pode ser|seria possivel|da para|podem|podes|sff|pf|registar|regista|requeiro|tenho de ir|tenho que ir|"
    "preciso de ir|gostava de pedir|vou precisar",
    "me": "eu|me|mim|nos|quero|queria|posso|estou|estarei|preciso|tenho",
    "my": "meu|minha|meus|minhas|nosso",
    "may": "possivel|se possivel|se for possivel",
    "others": "quer|tira|esta|tem|nao vem|vem|vai|foi|estava|trabalha|fica|pede|ligou|avisou|faltou|volta|disse|"
    "nao esta|estao|vao",
    "feast": "natal|pascoa|carnaval",
    "every": "cada|todas as|todos os",
    "ask": "quem|quando|quantos|quantas|como|que|o que|onde|porque|qual|quais|quando sao|ate quando",
    "he": "esta|sao|estao|tem|e o|e a|e que|e verdade|e normal",
    "you": "estas|tens|esta voce|vais",
    "cancel": "cancelar|cancela|anular|anula|retirar|eliminar|esquece|esquecam|ja nao preciso|ja nao e preciso|"
    "nao vou precisar|apaga|apaguem|afinal vou|afinal venho|afinal nao|deixa estar",
    "not": "nao|nunca|nenhum",
    "wish": "bom|boa|boas|bons|feliz|felizes|mal posso esperar por",
    "was": "estive|estava|tive",
    "back": "voltei de|de volta de",
    "saldo": "saldo|aprovado|aprovada|me restam|restam|aprovo|aprovadas|aprovados|pagos|pagas|pagam|tenho direito|"
    "quantas faltam|caducam|recibo|recusado|recusada|foi aceite|desmarca|desmarcar|dias tenho|perdem se|contrato diz|"
    "caducar",
    "away": "ausente|ausencia|nao estou|nao estarei|nao posso ir|nao posso vir|nao vou|nao venho|nao trabalho|"
    "nao vou trabalhar|fora do escritorio|indisponivel|faltar|vou faltar|vou ter de faltar|preciso de faltar|faltarei|"
    "falto|nao vou poder|nao vou poder ir|nao vou conseguir|nao consigo ir|nao apareco|nao estou disponivel|"
    "nao estarei disponivel|ausentar me|vou estar ausente|estarei ausente|vou estar fora|estarei fora|"
    "nao contem comigo|nao compareco|nao posso trabalhar|nao vou ao escritorio|nao vou ao trabalho|vou ausentar me|"
    "ausento me|impossibilitado|impossibilitada|estou fora|nao contes comigo|nao vou estar|me ausentar|"
    "preciso de me ausentar|tenho de me ausentar",
    "away_around": "nao … estarei|nao posso … trabalhar|nao ... vou|nao ... venho|nao ... estou|nao ... trabalho|"
    "hoje nao ... conseguir|nao vou ... trabalhar|nao vou ... estar",
    "arrives": "chego as|chego mais tarde|entro as|chegarei as|chego por volta|vou chegar mais tarde|vou chegar|"
    "entro mais tarde|comeco as|comeco mais tarde|so consigo chegar|so chego|so entro|so consigo picar o ponto|"
    "picar o ponto as|atraso|atrasado|atrasada|so consigo entrar|chegar tarde|so consigo picar o ponto as|so chego as|"
    "so entro as",
    "arrives_around": "chego … as|chego ... as|chegarei ... as|entro ... as|so consigo ... as|so chego ... as|"
    "comeco ... as",
    "leaves": "saio as|saio mais cedo|vou embora|vou sair as|vou sair mais cedo|sair mais cedo|tenho de sair as|"
    "tenho de sair mais cedo|preciso de sair as|preciso de sair mais cedo|vou embora as|saio por volta|termino as|"
    "largo as|despego as|sairei as",
    "leaves_around": "saio … as|saio ... as|tenho de sair ... as|preciso de sair ... as|vou sair ... as|"
    "termino ... as|vou embora ... as",
    "reason": "funeral|enterro|mudanca de casa|mudo de casa|pedido para|faleceu|falecimento|morreu|casamento|"
    "vou casar|caso me|mudanca|mudar de casa|mudancas",
    "vac": "ferias|folga|folgas|livre|livres|dia livre|dia de ferias|dia de folga|dias de ferias|dispensa|ponte|"
    "fazer ponte|fazer a ponte|dia de descanso|descanso|dia off|tirar o dia|tirar a sexta|tirar a segunda|"
    "miniferias|dias de descanso|gozar ferias|gozar um dia|meio dia de ferias",
    "sick": "doente|doenca|baixa|baixa medica|de baixa|febre|gripe|nao me sinto bem|constipado|constipada",
    "unpaid": "sem vencimento|licenca sem vencimento|nao remunerada|nao remunerado|sem salario|nao paga|"
    "nao pagos|nao pago|dia nao remunerado|dias sem vencimento|dia sem vencimento|sem remuneracao|sem receber",
    "parental": "licenca parental|licenca de maternidade|licenca de paternidade|maternidade|paternidade|"
    "licenca de amamentacao|amamentacao|licenca inicial|licenca do pai|licenca da mae|parentalidade|"
    "licenca de parentalidade",
    "special": "licenca especial|licenca de casamento|licenca por casamento|dias de nojo|nojo|luto|licenca de luto|"
    "falta por falecimento|falecimento|licenca de nojo|estatuto de estudante|doacao de sangue|dia de mudanca|"
    "dias de casamento",
    "care": "filho doente|filha doente|assistencia a familia|assistencia a filho|o meu filho esta doente|"
    "a minha filha esta doente|assistencia familiar|assistencia a menor|ficar com ele|ficar com ela|tomar conta|"
    "cuidar da minha|cuidar do meu|acompanhar a minha mae|acompanhar o meu pai|creche fechada|ama doente|"
    "apoio a familia",
    "over": "horas extra|horas extraordinarias|compensacao de horas|banco de horas|horas a mais|horas acumuladas|"
    "compensar horas|banco horas|gozar horas|descontar horas|compensacao|folga compensatoria|horas do banco|"
    "descanso compensatorio",
    "doctor": "medico|medica|dentista|consulta|consulta medica|hospital|fisioterapia|especialista|doutor|"
    "oftalmologista|dermatologista|ginecologista|pediatra|analises|analises ao sangue|exame medico|exames|vacina|"
    "ressonancia|ecografia|raio x|ortopedista|cardiologista|fisioterapeuta|fisio|psicologo|psicologa|"
    "centro de saude|medico de familia|consulta de|consulta no|estomatologista|terapia|nutricionista|urologista|"
    "medicina do trabalho|junta medica|higienista",
    "trip": "viagem de trabalho|viagem de negocios|deslocacao|em trabalho|viagem em trabalho|visita a cliente|"
    "visita a um cliente|ao cliente|no cliente|congresso|conferencia|servico externo|deslocacao em servico|em servico|"
    "viagem de servico|uma feira|reuniao com o cliente em|formacao em|web summit|business trip|na feira|numa feira",
    "home": "teletrabalho|trabalho a partir de casa|trabalhar a partir de casa|trabalho em casa|a partir de casa|"
    "trabalhar de casa|de casa|teletrabalo|trabalho remoto|remoto|em remoto|remotamente|trabalho de casa|"
    "a trabalhar de casa|em casa a trabalhar|home office|trabalhar em casa|trabalho a distancia|a distancia",
    "subject": "eu|quero|queria|posso|estou|estarei|preciso|tenho|vou|gostava|gostaria|nos|fico|ficarei|saio|"
    "chego|trabalho|venho|peco|tiro|me|consigo|volto|marco|faco",
    "colleague": "colega|colegas|chefe|chefia|responsavel|diretor|diretora|equipa|senhor|senhora|sr|sra|doutor|dra|"
    "marido|mulher|namorada|namorado|companheiro|companheira|mae|pai|estagiario|estagiaria|ele|ela|eles|alguem|ninguem|"
    "todos|empresa|firma",
    "child": "filho|filha|filhos|miudo|miuda|miudos|bebe|crianca|criancas|pequeno|pequena|menino|menina|"
    "pequenita|cachopo|putos|mais novo|mais nova",
    "illness": "febre|gripe|gastroenterite|gastro|enxaqueca|vomitar|vomitei|vomitos|nauseas|constipado|constipada|"
    "constipacao|covid|amigdalite|otite|varicela|bronquite|lumbago|dor de cabeca|dor de costas|dores de costas|"
    "dores de cabeca|dor de barriga|diarreia|mal disposto|mal disposta|maldisposto|maldisposta|adoentado|adoentada|"
    "nao me sinto bem|sinto me mal|senti me mal|de cama|acamado|acamada|sem voz|rouco|entorse|parti a|parti o|"
    "intoxicacao|ciatica|tensao|conjuntivite|piolhos|escarlatina|virose|indisposto|indisposta|passei mal|"
    "passei a noite a|torci|nao me consigo mexer|operado|operada|cirurgia|operacao|tonturas|febril|torcicolo|lombalgia|"
    "de molho|repouso|fui operado",
    "self_sick": "estou doente|eu doente|sinto me|nao me sinto",
    "from day:0": "de hoje em diante|a partir de agora|a partir de hoje|desde hoje|de agora em diante",
    "half_month": "quinzena",
    "feast_day:11": "segunda de carnaval|segunda feira de carnaval",
    "feast_day:22": "terca de carnaval|terca feira de carnaval",
    "open_end": "em diante|por tempo indeterminado|tempo indeterminado|ate nova ordem|ate novo aviso|"
    "sem data de fim|durante uns tempos",
    "after": "depois de|depois do|depois da|a seguir ao|a seguir a|apos",
    "before": "antes de|antes do|antes da",
    "unit:day before": "dia antes de|dia antes do|vespera de|vespera do",
    "feast_day:25": "quinta feira santa|quinta santa",
    "feast_day:26": "corpo de deus",
    "day:7": "de hoje a oito|de hoje a oito dias|de hoje a uma semana",
    "to:1": "as",
    "and half": "e meia",
    "quarter_to": "menos um quarto|menos quarto",
    "feast_day:28": "imaculada conceicao|a imaculada",
    "feast_day:30": "todos os santos",
    "feast_day:36": "vinte e cinco de abril",
    "bridge": "ponte",
}
