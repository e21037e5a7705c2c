"""English words about days, and how people ask for them.

Words as :func:`bot.core.nlu.words.spell` leaves them, separated by |; the key says what they stand for.
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
    "am": "am|morning|mornings|before noon",
    "pm": "pm|arvo|avo|afternoon|afternoons|after lunch",
    "evening": "evening|night",
    "noon": "noon|midday|lunch|lunchtime",
    "to": "to",
    "until": "until|untill|till|til|through|thru|up to|up to and including|until and including|through to|ending",
    "from": "from|onwards from|starting|beginning|as of|commencing|starting from|starting on",
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
    "half_past": "half past",
    "whole": "whole|all|entire|full|complete",
    "whole unit:day": "all day|whole day|full day|entire day",
    "number:1": "a|one|an",
    "number:2": "two|couple of",
    "number:3": "three",
    "number:4": "four",
    "number:5": "five",
    "number:6": "six",
    "number:7": "seven",
    "number:8": "eight",
    "number:9": "nine",
    "number:10": "ten",
    "number:11": "eleven",
    "number:12": "twelve",
    "number:14": "fourteen|a fortnight",
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
    "leave it|leave this|leave that|leave a message|leave me|day to day|off topic|log off|sign off|one off|well off|"
    "better off|nice day|great day|good day|off again|every day",
    "known": "winter|summer|christmas|kickoff|mother|father|sister|friend|friends|money|party|noted|fried|marked",
    "want": "want|wanted|like|need|request|take|taking|book|booking|could|can|may|love|would|please|pls|put me|log|"
    "schedule|apply|get|call in|calling in|be taking|register|enter",
    "me": "i|me|im|id|ill|ive|we|myself",
    "my": "my|our",
    "may": "possible|ok if|okay if|alright if|fine if|any chance",
    "others": "wants|takes|would|will|needs",
    "feast": "christmas|easter|pentecost|thanksgiving|new year|boxing day",
    "every": "every|each",
    "ask": "who|whos|when|how|what|where|why|which|whose",
    "he": "is|has|are|does|s",
    "you": "am i|do i|have i|are you|do you|have you|are we|will you be|you are|did you|were you",
    "cancel": "reschedule|move|cancel|cancelling|withdraw|delete|remove|revoke|undo",
    "not": "not|no|never|don t|isn t|aren t|won t|cannot be|can t be",
    "wish": "nice|happy|enjoy your|enjoy|great|good|lovely|merry|have a nice|enjoy the",
    "was": "was|had|were|been|took",
    "back": "back from|returned from|back off",
    "saldo": "approved|approval|balance|status|holiday pay|how many|how much|days left|days do i have left",
    "away": "make it|can t make it|cannot make it|out tomorrow|out today|leaving early|leave early|"
    "am not working|m not working|absent|absence|away|out of office|ooo|not in|"
    "out of the office|not be in|won t be in|won t be there|can t work|cannot work|not working|"
    "not work|not available|"
    "unavailable|not be there|can t come|not be at work|won t be at work|to leave|won t be working|not be working|"
    "not there|not be available|be out|i m out|am out|not in the office|won t be available|"
    "won t be around|not around|"
    "won t come",
    "vac": "hols|anual leave|long weekend|off|day off|days off|time off|leave|annual leave|vacation|"
    "vacations|vacation day|vacation days|holiday|"
    "holidays|pto|pto day|vacay|annual leave day|day s holiday|on holiday|on vacation|on leave|personal day|"
    "paid leave|day s leave|leave day|take leave",
    "sick": "sick|off sick|sick leave|sick day|ill|unwell|not feeling well|not well|under the weather|feeling awful|"
    "call in sick|calling in sick|flu|fever|feeling sick|sick today",
    "unpaid": "unpaid|unpaid leave|unpaid time off|unpaid day off|without pay",
    "parental": "parental leave|maternity leave|paternity leave|maternity|paternity|parental",
    "special": "special leave|compassionate leave|bereavement leave|bereavement",
    "care": "carer s leave|carers leave|carer leave|care leave|sick child|child is sick|kid is sick|sick kid|"
    "son is sick|daughter is sick|family care|caring leave|child sick",
    "over": "overtime|time off in lieu|lieu|toil|comp time|comp day|comp off|flexi time|flex time|overtime comp",
    "doctor": "doctor|doctor s appointment|doctors appointment|doctors|dentist|gp|gp appointment|hospital|physio|"
    "medical appointment|doctor appointment|dental appointment|physiotherapist|specialist|hospital appointment|"
    "dentist appointment|dentist s appointment",
    "trip": "business trip|work trip|business travel|on a business trip",
    "home": "wfh|work from home|working from home|working from my home|remote|remotely|work remotely|home office|"
    "working remotely|telework|home working",
    "arrives": "be in at|in at|be in around|come in at|coming in at|start at|starting at|in late|be late|"
    "come in late|coming in late|come in later|arrive at|won t be in until|not in until|be in from",
    "leaves": "leaving at|leave at|heading off at|finish at|finishing at|finishing early|finish early|"
    "knock off at|going home at|head home at|out from|out at|off at",
    "reason": "funeral|moving house|moving day|i m moving|move house|request for|travelling|traveling",
    "closing": "back on|be back|back in|returning|return on|back at work|back to work|back monday|back tuesday|"
    "back wednesday|back thursday|back friday|i return|am back|back again|back",
    "feast_day:0": "christmas|xmas",
    "feast_day:15": "christmas day",
    "feast_day:1": "christmas eve|xmas eve",
    "feast_day:2": "boxing day",
    "feast_day:3": "new year s eve|new years eve|nye",
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
}
