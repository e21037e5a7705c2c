"""English words about days, and how people ask for them.

Words as :func:`bot.core.nlu.lexicon.spell` leaves them, separated by |; the key says what they stand for.
"""

from typing import Final

WORDS: Final = {
    "day:0": "today",
    "day:1": "tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tomoz|tomo",
    "day:2": "day after tomorrow|overmorrow",
    "day:-1": "yesterday",
    "day:-2": "day before yesterday",
    "day:0 am": "this morning",
    "day:0 pm": "this afternoon",
    "day:0 evening": "tonight|this evening",
    "am": "am|morning|mornings|before noon|in the morning|before lunch|first half",
    "pm": "pm|arvo|avo|afternoon|afternoons|after lunch|in the afternoon|second half|after noon",
    "evening": "evening|night",
    "noon": "noon|midday|lunch|lunchtime",
    "to": "to",
    "until": "until|untill|till|til|through|thru|up to|up to and including|until and including|through to|ending|"
    "last day|last day of my leave|last day off|last day is|final day|ending on|end date|inclusive of|"
    "through until|no later than|til the|up till|til end of|finishing on|finishing",
    "from": "from|onwards from|starting|beginning|as of|commencing|starting from|starting on|first day|"
    "first day off|first day is|start date|starting from the|begins on|beginning on|effective|as from|from the|"
    "kicking off",
    "since": "since",
    "of": "of",
    "between": "between",
    "and": "and|as well as|plus",
    "or": "or",
    "week:1": "next week|coming week|nxt week|next weeks",
    "week:0": "this week",
    "week:-1": "last week|past week",
    "week:2": "week after next",
    "rest": "rest of the week|rest of this week",
    "next": "next|nxt",
    "coming": "coming|this coming|upcoming|next coming",
    "this": "this",
    "last": "last|past",
    "in": "in",
    "unit:day": "day|days|working days|workday|workdays|business days",
    "unit:week": "week|weeks|weeks of|wk|wks",
    "unit:month": "month|months",
    "unit:hour": "o clock|oclock|hours|hour|hrs",
    "weekend": "weekend",
    "half": "half day|half days|half a day|half of the day|half a days",
    "half_past": "half past|half",
    "whole": "whole|all|entire|full|complete",
    "whole unit:day": "all day|whole day|full day|entire day",
    "numbers": "a/one/an|two/couple of/a couple of|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    "fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|twenty one|twenty two|twenty three|"
    "twenty four|twenty five|twenty six|twenty seven|twenty eight|twenty nine|thirty|thirty one",
    "ordinals": "fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty first|twenty second|twenty third|twenty fourth|"
    "twenty fifth|twenty sixth|twenty seventh|twenty eighth|twenty ninth|thirtieth|thirty first",
    "first:1": "first",
    "first:2": "second",
    "first:3": "third",
    "month:9": "sept",
    "weekday:0": "mon",
    "weekday:1": "tues|tue",
    "weekday:2": "weds",
    "weekday:3": "thurs|thur",
    "quarter_past": "quarter past",
    "quarter_to": "quarter to",
    "except": "except|except for|excluding|instead of|but not|apart from",
    "at": "at|around",
    "skip": "the|on|for|too|s|that|is|also|my|our",
    "no_day": "long weekend|long week end|a long weekend",
    "plain": "good morning|good afternoon|good evening|good night|kick off|turn off|switch off|sick of|leave the|"
    "leave it|leave that|leave a message|leave me|day to day|off topic|log off|sign off|one off|well off|better off|"
    "nice day|great day|good day|off again|every day|all night|leave this one|leave this with|sneak in|squeeze in|"
    "put in|fit in|slot in|book in|stick in|been signed off",
    "known": "winter|summer|christmas|kickoff|mother|father|sister|friend|friends|money|party|noted|fried|marked",
    "want": "want|wanted|like|need|request|take|taking|book|booking|could|can|may|love|would|please|pls|put me|log|"
    "schedule|apply|get|call in|calling in|be taking|register|enter|wondering|would love|after|looking to|looking for|"
    "fancy|thinking of|hoping|hope to|plan|planning|going to take|gonna take|taking off|requesting|submit|submitting|"
    "kindly|grant|allowed|have to go to|need to go to|got to see|need to see",
    "me": "i|me|im|id|ill|ive|we|myself",
    "my": "my|our",
    "may": "possible|ok if|okay if|alright if|fine if|any chance",
    "others": "wants|takes|would|will|needs|is|has|was|had|rang|called|phoned|texted|emailed|works|goes|comes|"
    "starts|stays|asked|said|says|took|can|cannot|can t|isn t|won t|left|reported",
    "feast": "christmas|easter|pentecost|thanksgiving|new year|boxing day",
    "every": "every|each",
    "ask": "who|whos|when|how|what|where|why|which|whose|until when|by when",
    "he": "is|has|are|does|s|did|could he|could she|should",
    "you": "am i|do i|have i|are you|do you|have you|are we|will you be|you are|did you|were you|can everyone|"
    "could everyone|everyone please|please remember|can we all|can people",
    "cancel": "reschedule|move|cancel|cancelling|withdraw|delete|remove|revoke|undo|scrap|don t need|"
    "no longer need|not needed anymore|never mind|forget about|forget my|call off|take back|changed my mind|"
    "won t be needing",
    "not": "not|no|never|don t|isn t|aren t|won t|cannot be|can t be",
    "wish": "nice|happy|enjoy your|enjoy|great|good|lovely|merry|have a nice|enjoy the|can t wait for|roll on|"
    "counting down to",
    "was": "was|had|were|took|have been off|ve been off|have been sick|ve been sick|been ill|been poorly|been sick",
    "back": "back from|returned from|back off",
    "saldo": "approved|approval|balance|status|holiday pay|how many|how much|days left|days do i have left|approve|"
    "i approve|approving|paid out|payout|carry over|carried over|expire|rejected|declined|entitlement|expires|lapse|"
    "contract says",
    "away": "make it|can t make it|cannot make it|out tomorrow|out today|leaving early|leave early|am not working|"
    "m not working|absent|absence|away|out of office|ooo|not in|out of the office|not be in|won t be in|won t be there|"
    "can t work|cannot work|not working|not work|not available|unavailable|not be there|can t come|not be at work|"
    "won t be at work|to leave|won t be working|not be working|not there|not be available|be out|i m out|am out|"
    "not in the office|won t be available|won t be around|not around|won t come|won t be about|not be about|not about|"
    "won t make it|won t be able to make it|will be absent|be absent|not able to come|unable to come|can t get in|"
    "won t get in|not coming in|not coming|not going to be in|not gonna be in|can t do|can t be there|be away|i m away|"
    "be out of|count me out|can t attend work|won t be coming|not be coming|not at my desk|off grid|missing|"
    "out between|out from|need the day|going to be out",
    "vac": "hols|anual leave|long weekend|off|day off|days off|time off|leave|annual leave|vacation|vacations|"
    "vacation day|vacation days|holiday|holidays|pto|pto day|vacay|annual leave day|day s holiday|on holiday|"
    "on vacation|on leave|personal day|paid leave|day s leave|leave day|take leave|al|a l|annual|hol|days leave|"
    "days annual leave|time away|staycation|half term|leave request|leave days|bank holiday off|long lunch off|"
    "day leave|duvet day|days hols|vac|vacay day|mental health day",
    "sick": "sick|off sick|sick leave|sick day|ill|unwell|not feeling well|not well|under the weather|"
    "feeling awful|call in sick|calling in sick|flu|fever|feeling sick|sick today",
    "unpaid": "unpaid|unpaid leave|unpaid time off|unpaid day off|without pay|unpaid days|unpaid day|no pay|"
    "leave of absence without pay|unpaid break",
    "parental": "parental leave|maternity leave|paternity leave|maternity|paternity|parental|mat leave|pat leave|"
    "shared parental|adoption leave|parent s leave|parents leave|paternity week",
    "special": "special leave|compassionate leave|bereavement leave|bereavement|bereavement day|marriage leave|"
    "wedding leave|jury duty|jury service|moving day leave|study leave|exam leave|civic leave",
    "care": "carer s leave|carers leave|carer leave|care leave|sick child|child is sick|kid is sick|sick kid|"
    "son is sick|daughter is sick|family care|caring leave|child sick|mind her|mind him|look after him|look after her|"
    "looking after my|look after my|carers|parental care day|emergency childcare|childcare fell through|childminder|"
    "creche closed|dependant leave|dependants leave|force majeure leave|my mum is ill|care for my|kid is ill|"
    "child is ill",
    "over": "overtime|time off in lieu|lieu|toil|comp time|comp day|comp off|flexi time|flex time|overtime comp|"
    "flexi|flexi day|flexi leave|flex day|time in lieu|day in lieu|days in lieu|lieu day|banked hours|"
    "my overtime|extra hours|time back|til time|toil day|flexitime",
    "doctor": "doctor|doctor s appointment|doctors appointment|doctors|dentist|gp|gp appointment|hospital|physio|"
    "medical appointment|doctor appointment|dental appointment|physiotherapist|specialist|hospital appointment|"
    "dentist appointment|dentist s appointment|consultant|optician|opticians|eye test|midwife|scan|blood test|"
    "blood tests|bloods|smear|mri|xray|x ray|vaccination|vaccine|jab|check up|checkup|dermatologist|orthodontist|"
    "hygienist|therapist|therapy|counselling|ultrasound|psychologist|surgery appointment|clinic|vet|gp s|docs|"
    "doc s|doc|doctor s|dentist s|physio s|outpatient|outpatients|obgyn",
    "trip": "business trip|work trip|business travel|on a business trip|biz trip|trade fair|trade show|conference|"
    "client visit|customer visit|visiting a client|visiting the client|visiting customers|on site at|onsite at|"
    "site visit|travelling for work|traveling for work|work travel|away on business|on business|offsite|expo|"
    "at the client|at a customer|away for work|work trip to",
    "home": "wfh|work from home|working from home|working from my home|remote|remotely|work remotely|home office|"
    "working remotely|telework|home working|from home|work from my flat|working from my flat|from my flat|"
    "working from mine|work from mine|wfh day|from my house|working remote|work remote|home day|wfh today|"
    "at home working|from my kitchen|teleworking|smart working|hybrid day|from the couch|from my parents",
    "arrives": "be in at|in at|be in around|come in at|coming in at|start at|in late|be late|"
    "come in late|coming in late|come in later|arrive at|won t be in until|not in until|be in from|starting late|"
    "start late|in later|starting later|start later|be late in|late in|running late|get in at|getting in at|"
    "get in around|online at|online from|in by|in around|not in till|won t be in till|won t be in before|arriving at|"
    "arriving around|start around|starting around|late start|won t be online till|won t be online until|"
    "not online until|not online till|not in before",
    "leaves": "leaving at|leave at|heading off at|finish at|finishing at|finishing early|finish early|"
    "knock off at|going home at|head home at|out from|out at|off at|leave early at|need to leave at|"
    "gotta leave at|have to leave at|leaving around|heading out at|head off at|heading home at|need to go at|"
    "have to go at|clocking off at|clock off at|finish up at|finishing up at|logging off at|log off at|"
    "signing off at|off early|away early|done at|need to head at|gone by|gone from|skipping off",
    "reason": "funeral|moving house|moving day|i m moving|move house|request for|travelling|traveling|"
    "passed away|died|getting married|my wedding|moving|wedding|removal",
    "closing": "back on|be back|back in|returning|return on|back at work|back to work|back monday|back tuesday|"
    "back wednesday|back thursday|back friday|i return|am back|back again|back|i return to work|return to work|"
    "returning to work|returning to the office|back to the office|back at my desk|back at the desk|"
    "in the office again|back in work|back to it|start back|starting back|resume|resume work|resuming|"
    "i ll be back|ill be back|back with you|return to the office|back online",
    "feast_day:0": "christmas|xmas",
    "feast_day:15": "christmas day",
    "feast_day:1": "christmas eve|xmas eve",
    "feast_day:2": "boxing day",
    "feast_day:3": "new year s eve|new years eve|nye|hogmanay",
    "feast_day:4": "new year|new years|new year s day|new year s",
    "feast_day:5": "good friday",
    "feast_day:6": "easter",
    "feast_day:7": "easter monday",
    "feast_day:8": "ascension|ascension day",
    "feast_day:10": "whit monday",
    "unit:week before": "week before",
    "unit:week after": "week after|following week",
    "unit:day after": "day after",
    "deny": "not|not on",
    "but": "but",
    "feast_day:24": "epiphany",
    "feast_day:22": "shrove tuesday|pancake tuesday",
    "subject": "i|im|ive|id|ill|we|me|am|i m|i ve|i d|i ll",
    "colleague": "colleague|colleagues|boss|manager|supervisor|lead|team|mr|mrs|ms|husband|wife|partner|boyfriend|"
    "girlfriend|mother|father|mum|mom|dad|intern|he|she|they|everyone|everybody|someone|somebody|nobody|anyone|who|"
    "company",
    "child": "child|kid|kids|children|son|daughter|baby|toddler|little one|little one s|little ones|wee one|"
    "youngest|eldest|boy|girl|bub",
    "illness": "fever|flu|cold|stinking cold|temp of|temperature|temp|migraine|headache|tummy bug|stomach bug|"
    "stomach flu|sickness bug|vomiting|throwing up|puking|puked|food poisoning|diarrhoea|covid|tonsillitis|"
    "chest infection|infection|virus|norovirus|chickenpox|chicken pox|hand foot and mouth|ear infection|sore throat|"
    "bad back|my back|back has gone|back s gone|slipped disc|injured|injury|broke my|broken|sprained|surgery|operation|"
    "rough|feeling rough|feel rough|feel awful|feel terrible|feeling terrible|feel dreadful|feeling dreadful|poorly|"
    "staying in bed|stuck in bed|dizzy|nauseous|nausea|concussion|lost my voice|dying here|still rough|not great|"
    "under weather|signed off|signed me off|sick note|fit note|twisted|temperature of|feeling rotten|rotten|"
    "log off sick|logging off sick|signed off sick|signed off until|signed off till",
    "self_sick": "i m sick|im sick|i am sick|i m ill|im ill|i am ill|i feel|i m also|myself sick|i ve got",
    "from day:0": "from now on|from today on|starting today|effective immediately|with immediate effect|"
    "from today onwards",
    "away_around": "won t ... in|not ... in|can t ... in|i m out ...|be ... off",
    "open_end": "for a good while|for a while after|for a while|until further notice|for the foreseeable|"
    "for the foreseeable future|indefinitely|long term|a good while",
    "after": "after",
    "before": "before",
    "unit:day before": "day before",
    "feast_day:25": "maundy thursday",
    "feast_day:26": "corpus christi",
    "number:2 unit:week": "fortnight|fortnight s",
    "feast_day:27": "st patrick s day|st patricks day|paddy s day",
}
